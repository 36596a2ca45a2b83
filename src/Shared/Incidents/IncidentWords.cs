using System.Globalization;
using System.Text.Json;
using Slo.Shared.Reporting;

namespace Slo.Shared.Incidents;

/// <summary>Texts of an incident, the same in every format and culture.</summary>
internal static class IncidentWords
{
    /// <summary>A text from outside as one clean line; null stays null.</summary>
    internal static string? Clean(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : SloText.OneLine(text, IncidentLimits.LongestText);

    internal static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    internal static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>The kind of an entry of the ledger, as the API writes it.</summary>
    internal static string Kind(SloLedgerEntryKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    /// <summary>How long, to the second below an hour.</summary>
    internal static string Length(TimeSpan length)
    {
        var unit = length >= TimeSpan.FromHours(1) ? TimeSpan.TicksPerMinute : TimeSpan.TicksPerSecond;
        return SloDuration.Format(TimeSpan.FromTicks(Math.Max(0, length.Ticks) / unit * unit));
    }

    /// <summary>The text of a ledger entry, without the person and the reason.</summary>
    internal static string Text(SloLedgerEntry entry) => SloText.OneLine(
        entry.Kind switch
        {
            SloLedgerEntryKind.Deployment => $"Deployed {Detail(entry, SloLedgerDetails.Version) ?? "a version"}"
                + (Detail(entry, SloLedgerDetails.PreviousVersion) is { } before ? $" ({before} ran before)" : ""),
            SloLedgerEntryKind.TargetChanged => $"Target changed from {Detail(entry, SloLedgerDetails.PreviousTargetPercent) ?? "?"} % to "
                + $"{Detail(entry, SloLedgerDetails.TargetPercent) ?? "?"} %",
            SloLedgerEntryKind.ExclusionAdded => "Time excluded" + Stretch(entry),
            SloLedgerEntryKind.ExclusionRemoved => "Exclusion taken back" + Stretch(entry),
            SloLedgerEntryKind.OverrideAdded =>
                $"Target overridden: {Detail(entry, SloLedgerDetails.TargetPercent) ?? "?"} %" + Stretch(entry),
            SloLedgerEntryKind.OverrideRemoved => "Override of the target taken back",
            SloLedgerEntryKind.Reaction => Reaction(entry),
            SloLedgerEntryKind.Incident => IsAcknowledgement(entry) ? "Acknowledged" : "Comment",
            SloLedgerEntryKind.ChaosExperiment => $"Chaos experiment {Detail(entry, SloLedgerDetails.Experiment)} "
                + (Detail(entry, SloLedgerDetails.EndedBy) is { } ended ? $"ended: {ended}" : "began"),
            _ => $"{entry.Kind}: {string.Join(", ", entry.Details.Select(detail => $"{detail.Key} {detail.Value}"))}",
        },
        IncidentLimits.LongestText);

    internal static bool IsAcknowledgement(SloLedgerEntry entry) => Detail(entry, SloLedgerDetails.Outcome) == "acknowledged";

    internal static string? Detail(SloLedgerEntry entry, string key) => entry.Details.GetValueOrDefault(key);

    private static string Reaction(SloLedgerEntry entry)
    {
        var step = Detail(entry, SloLedgerDetails.Step) is { } number
            ? $", step {number} ({Detail(entry, SloLedgerDetails.Action)})" : "";
        return $"Reaction {Detail(entry, SloLedgerDetails.Reaction)}{step}: {Detail(entry, SloLedgerDetails.Outcome)}"
            + (Detail(entry, SloLedgerDetails.Result) is { Length: > 0 } result ? $", {result}" : "");
    }

    private static string Stretch(SloLedgerEntry entry) =>
        (LedgerNumbers.Instant(entry, SloLedgerDetails.From), LedgerNumbers.Instant(entry, SloLedgerDetails.To)) is ({ } from, { } to)
            ? $" from {Instant(from)} to {Instant(to)}"
            : Detail(entry, SloLedgerDetails.Schedule) is { } schedule ? $": {schedule}" : "";
}
