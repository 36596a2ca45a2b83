using Slo.Shared.Reporting;

namespace Slo.Shared.Incidents;

/// <summary>A draft for the review of an incident that has ended: what is known, and what people have to add.</summary>
internal static class IncidentSummary
{
    private const int MostLines = 5;

    internal static string Write(IncidentFile file) => string.Join('\n', Lines(file));

    internal static IEnumerable<string> Lines(IncidentFile file)
    {
        DateTimeOffset end = file.EndedAt ?? file.AsOf;
        var subject = file.Group is null ? file.Name : $"{file.Name} ({file.Group})";
        yield return $"{subject} burned its error budget for {IncidentWords.Length(end - file.StartedAt)}, from "
            + $"{IncidentWords.Instant(file.StartedAt)} to {IncidentWords.Instant(end)} UTC, as a {file.Severity}."
            + (file.Resolution == "recovered" ? "" : $" It ended as {file.Resolution}, so the cause may not be gone.");
        yield return "Impact: " + Impact(file);
        if (file.Contributors.Count > 0)
        {
            yield return "Main contributor: " + ContributorWords.First(file.Contributors);
        }

        yield return file.Acknowledgement is { } note
            ? $"Response: acknowledged by {note.By ?? "an unknown person"} after {IncidentWords.Length(note.At - file.StartedAt)}."
            : "Response: not acknowledged.";
        yield return "Deployments: " + List(file, "deployment", file.StartedAt, end);
        yield return "Reactions: " + List(file, "reaction", file.StartedAt, end);
        if (file.Comments.Count > 0)
        {
            yield return "Comments: " + string.Join(" | ", file.Comments.TakeLast(MostLines).Select(comment => comment.Text));
        }

        yield return "To be added: cause, what fixed it, what prevents it next time.";
    }

    private static string Impact(IncidentFile file)
    {
        var total = file.GoodEvents + file.BadEvents;
        return $"{ReportText.Number(file.BadEvents)} of {ReportText.Count(total, "event")} {(file.BadEvents == 1 ? "was" : "were")} bad"
            + (file.BudgetSpentRatio is { } spent ? $", {ReportText.Percent(spent)} of the error budget was spent" : "")
            + (file.PeakBurnRate is { } peak ? $", the burn rate was at most {IncidentWords.Number(peak)}" : "")
            + (file.Cause is { } cause ? $". The rule that fired first: {cause}." : ".");
    }

    private static string List(IncidentFile file, string kind, DateTimeOffset start, DateTimeOffset end)
    {
        IncidentEvent[] all = [.. file.Timeline.Where(one => one.Kind == kind && one.At <= end)];
        return all.Length == 0 ? "none." : string.Join("; ", all.TakeLast(MostLines).Select(one => $"{one.Text} ({When(one.At, start)})"))
            + (all.Length > MostLines ? $"; and {ReportText.Number(all.Length - MostLines)} earlier." : ".");
    }

    private static string When(DateTimeOffset at, DateTimeOffset start) => at < start
        ? $"{IncidentWords.Length(start - at)} before the start" : $"{IncidentWords.Length(at - start)} after the start";
}
