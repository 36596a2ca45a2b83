using Slo.Cli.Conduct;
using Spectre.Console;

namespace Slo.Cli.Replay;

/// <summary>A replay for people: its episodes, and what they come to, side by side with what would have been.</summary>
internal static class ReplayTable
{
    internal static void Write(IAnsiConsole console, Trace trace, IReadOnlyList<ReplaySummary> summaries)
    {
        ReplaySummary now = summaries[0];
        console.WriteLine(now.Subject.Objective.ToString());
        console.WriteLine($"{Words.Of(trace.From)} to {Words.Of(trace.To)} UTC: {Words.Count(trace.Rows.Count, "row")}, "
            + $"{Words.Count(trace.Events.Good)} good and {Words.Count(trace.Events.Bad)} bad events");
        foreach (ReplaySummary summary in summaries)
        {
            console.WriteLine();
            WriteEpisodes(console, summary, isAlone: summaries.Count == 1);
        }

        console.WriteLine();
        WriteFigures(console, summaries);
        foreach (ReplaySummary other in summaries.Skip(1))
        {
            console.WriteLine($"{other.Subject.Title}: {Words.Count(other.Pages, "page")} instead of {Words.Count(now.Pages)}, "
                + $"{Words.Count(other.Tickets, "ticket")} instead of {Words.Count(now.Tickets)}");
        }
    }

    private static void WriteEpisodes(IAnsiConsole console, ReplaySummary summary, bool isAlone)
    {
        var title = isAlone ? "" : $"{summary.Subject.Title}: ";
        if (summary.Episodes.Count == 0)
        {
            console.WriteLine($"{title}no episodes: no rule fired");
            return;
        }

        if (!isAlone)
        {
            console.WriteLine($"{title}{Words.Count(summary.Episodes.Count, "episode")}");
        }

        Table table = Screen.Table("start (UTC)", "end (UTC)", ">lasted", "severity", "rule", ">pages", ">budget spent");
        foreach (Episode episode in summary.Episodes)
        {
            table.Row(
                Words.Of(episode.Start),
                episode.End is { } end ? Words.Of(end) : "still firing",
                episode.End is { } until ? SloDuration.Format(until - episode.Start) : "",
                Words.Of(episode.Severity),
                episode.Rule,
                Words.Count(episode.Pages),
                Words.Percent(episode.BudgetSpent));
        }

        console.Write(table);
    }

    private static void WriteFigures(IAnsiConsole console, IReadOnlyList<ReplaySummary> summaries)
    {
        Table table = Screen.Table(["", .. summaries.Select(summary => ">" + (summaries.Count == 1 ? "" : summary.Subject.Title))]);
        Add("target", summary => Words.Percent(summary.Subject.Objective.TargetRatio));
        Add("pages", summary => Words.Count(summary.Pages));
        Add("tickets", summary => Words.Count(summary.Tickets));
        Add("time in violation", summary => SloDuration.Format(summary.Violation));
        Add("worst budget", summary => Words.Percent(summary.Worst?.Remaining));
        Add("worst budget at (UTC)", summary => summary.Worst is { At: var at } ? Words.Of(at) : "never");
        console.Write(table);

        void Add(string name, Func<ReplaySummary, string> value) => table.Row([name, .. summaries.Select(value)]);
    }
}
