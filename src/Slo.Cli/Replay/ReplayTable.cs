using Slo.Cli.Conduct;

namespace Slo.Cli.Replay;

/// <summary>A replay for people: its episodes, and what they come to, side by side with what would have been.</summary>
internal static class ReplayTable
{
    internal static void Write(Screen screen, Trace trace, IReadOnlyList<ReplaySummary> summaries)
    {
        ReplaySummary now = summaries[0];
        screen.Line(now.Subject.Objective.ToString());
        screen.Line($"{Words.Of(trace.From)} to {Words.Of(trace.To)} UTC: {Words.Count(trace.Rows.Count, "row")}, "
            + $"{Words.Count(trace.Events.Good)} good and {Words.Count(trace.Events.Bad)} bad events");
        foreach (ReplaySummary summary in summaries)
        {
            screen.Line();
            WriteEpisodes(screen, summary, title: summaries.Count == 1 ? "" : $"{summary.Subject.Title}: ");
        }

        screen.Line();
        WriteFigures(screen, summaries);
        foreach (ReplaySummary other in summaries.Skip(1))
        {
            screen.Line($"{other.Subject.Title}: {Words.Count(other.Pages, "page")} instead of {Words.Count(now.Pages)}, "
                + $"{Words.Count(other.Tickets, "ticket")} instead of {Words.Count(now.Tickets)}");
        }
    }

    private static void WriteEpisodes(Screen screen, ReplaySummary summary, string title)
    {
        screen.Line(title + (summary.Episodes.Count == 0 ? "no episodes: no rule fired" : Words.Count(summary.Episodes.Count, "episode")));
        if (summary.Episodes.Count > 0)
        {
            screen.Table(["start (UTC)", "end (UTC)", ">lasted", "severity", "rule", ">pages", ">budget spent"], summary.Episodes.Select(Cells));
        }
    }

    private static string[] Cells(Episode episode) =>
    [
        Words.Of(episode.Start),
        episode.End is { } end ? Words.Of(end) : "still firing",
        episode.End is { } until ? SloDuration.Format(until - episode.Start) : "",
        episode.Severity.Word(),
        episode.Rule,
        Words.Count(episode.Pages),
        Words.Percent(episode.BudgetSpent),
    ];

    private static void WriteFigures(Screen screen, IReadOnlyList<ReplaySummary> summaries)
    {
        screen.Table(["", .. summaries.Select(summary => ">" + (summaries.Count == 1 ? "" : summary.Subject.Title))],
        [
            Row("target", summary => Words.Percent(summary.Subject.Objective.TargetRatio)),
            Row("pages", summary => Words.Count(summary.Pages)),
            Row("tickets", summary => Words.Count(summary.Tickets)),
            Row("time in violation", summary => SloDuration.Format(summary.Violation)),
            Row("worst budget", summary => Words.Percent(summary.Worst?.Remaining)),
            Row("worst budget at (UTC)", summary => summary.Worst is { At: var at } ? Words.Of(at) : "never"),
        ]);

        string[] Row(string name, Func<ReplaySummary, string> value) => [name, .. summaries.Select(value)];
    }
}
