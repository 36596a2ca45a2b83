using Slo.Cli.Infrastructure;
using Slo.Shared.Replay;

namespace Slo.Cli.Replay;

/// <summary>A replay for people: its episodes, and what they come to, side by side with what would have been.</summary>
internal static class ReplayTable
{
    internal static void Write(Screen screen, Trace trace, IReadOnlyList<ReplaySummary> summaries)
    {
        ReplaySummary now = summaries[0];
        screen.Line(now.Subject.Objective.ToString());
        screen.Line($"{Display.Of(trace.From)} to {Display.Of(trace.To)} UTC: {Display.Count(trace.Count, "row")}, "
            + $"{Display.Count(trace.Events.Good)} good and {Display.Count(trace.Events.Bad)} bad events");
        foreach (ReplaySummary summary in summaries)
        {
            screen.Line();
            WriteEpisodes(screen, summary, title: summaries.Count == 1 ? "" : $"{summary.Subject.Title}: ");
        }

        screen.Line();
        WriteFigures(screen, summaries);
        foreach (ReplaySummary other in summaries.Skip(1))
        {
            screen.Line($"{other.Subject.Title}: {Display.Count(other.Pages, "page")} instead of {Display.Count(now.Pages)}, "
                + $"{Display.Count(other.Tickets, "ticket")} instead of {Display.Count(now.Tickets)}");
        }
    }

    private static void WriteEpisodes(Screen screen, ReplaySummary summary, string title)
    {
        screen.Line(title + (summary.Episodes.Count == 0 ? "no episodes: no rule fired" : Display.Count(summary.Episodes.Count,
            "episode")));
        if (summary.Episodes.Count > 0)
        {
            screen.Table(["start (UTC)", "end (UTC)", ">lasted", "severity", "rule", ">pages", ">budget spent"],
                summary.Episodes.Select(Cells));
        }
    }

    private static string[] Cells(Episode episode) =>
    [
        Display.Of(episode.Start),
        episode.End is { } end ? Display.Of(end) : "still firing",
        episode.End is { } until ? SloDuration.Format(until - episode.Start) : "",
        episode.Severity.Word(),
        episode.Rule,
        Display.Count(episode.Pages),
        Display.Percent(episode.BudgetSpent),
    ];

    private static void WriteFigures(Screen screen, IReadOnlyList<ReplaySummary> summaries)
    {
        screen.Table(["", .. summaries.Select(summary => ">" + (summaries.Count == 1 ? "" : summary.Subject.Title))],
        [
            Row("target", summary => Display.Percent(summary.Subject.Objective.TargetRatio)),
            Row("pages", summary => Display.Count(summary.Pages)),
            Row("tickets", summary => Display.Count(summary.Tickets)),
            Row("time in violation", summary => SloDuration.Format(summary.Violation)),
            Row("worst budget", summary => Display.Percent(summary.Worst?.Remaining)),
            Row("worst budget at (UTC)", summary => summary.Worst is { At: var at } ? Display.Of(at) : "never"),
        ]);

        string[] Row(string name, Func<ReplaySummary, string> value) => [name, .. summaries.Select(value)];
    }
}
