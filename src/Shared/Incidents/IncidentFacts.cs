using Slo.Shared.Reporting;

namespace Slo.Shared.Incidents;

/// <summary>The facts of an incident as lines: what, and its value.</summary>
internal static class IncidentFacts
{
    internal static string Title(IncidentFile file) =>
        $"{(file.EndedAt is null ? "Open" : "Ended")} {file.Severity}: {file.Name}" + (file.Group is null ? "" : $" ({file.Group})");

    internal static IEnumerable<(string Label, string Value)> Of(IncidentFile file)
    {
        DateTimeOffset end = file.EndedAt ?? file.AsOf;
        (string, string?)[] all =
        [
            ("Incident", file.Id),
            ("Service", file.Service),
            ("Category", file.Category),
            ("Queue", file.Queue),
            ("Owner", file.Owner),
            ("Started", IncidentWords.Instant(file.StartedAt) + " UTC"),
            (file.EndedAt is null ? "Open for" : "Lasted", IncidentWords.Length(end - file.StartedAt)),
            ("Ended", file.EndedAt is { } ended ? $"{IncidentWords.Instant(ended)} UTC ({file.Resolution})" : null),
            ("Cause", file.Cause),
            ("Peak burn rate", file.PeakBurnRate is { } peak ? IncidentWords.Number(peak) : null),
            ("Bad events", $"{ReportText.Number(file.BadEvents)} of {ReportText.Number(file.GoodEvents + file.BadEvents)}"),
            ("Budget spent", file.BudgetSpentRatio is { } spent ? ReportText.Percent(spent) : null),
            ("Acknowledged", Acknowledgement(file)),
        ];
        return all.Where(fact => fact.Item2 is not null).Select(fact => (fact.Item1, fact.Item2!));
    }

    internal static string NoteLine(IncidentNoteDocument note) =>
        $"{IncidentWords.Instant(note.At)} {note.By ?? "unknown"}: {note.Text}";

    internal static string Line(IncidentEvent one) =>
        $"{IncidentWords.Instant(one.At)} {one.Text}{(one.By is null ? "" : $", by {one.By}")}"
            + (one.Reason is null ? "" : $": {one.Reason}");

    private static string Acknowledgement(IncidentFile file) => file.Acknowledgement is not { } note ? "no"
        : $"by {note.By ?? "unknown"} at {IncidentWords.Instant(note.At)} UTC{(note.Text is null ? "" : $": {note.Text}")}";
}
