namespace Slo.Shared.Reporting;

/// <summary>A closed calendar period, as the ledger has it.</summary>
/// <param name="From">Its start, UTC.</param>
/// <param name="To">Its end, UTC.</param>
/// <param name="Events">Good and bad events.</param>
/// <param name="ComplianceRatio">Null without events.</param>
/// <param name="TargetRatio">The target that was in force.</param>
/// <param name="IsMet">Null without events.</param>
/// <param name="RemainingRatio">What was left of the budget; null without events.</param>
/// <param name="CoverageRatio">The share that was observed; null: not known.</param>
/// <param name="SlaTargetRatio">What the contract promised, or null.</param>
/// <param name="IsSlaMet">Null without a contract or events.</param>
internal sealed record PeriodRecord(
    DateTimeOffset From, DateTimeOffset To, SloEventCounts Events, double? ComplianceRatio, decimal TargetRatio, bool? IsMet,
    double? RemainingRatio, double? CoverageRatio, decimal? SlaTargetRatio, bool? IsSlaMet)
{
    /// <summary>The records of an objective, in order of time.</summary>
    internal static IReadOnlyList<PeriodRecord> Of(IEnumerable<SloLedgerEntry> entries) =>
    [
        .. entries.Where(entry => entry.Kind == SloLedgerEntryKind.PeriodClosed).Select(Of).OfType<PeriodRecord>()
            .OrderBy(record => record.To),
    ];

    private static PeriodRecord? Of(SloLedgerEntry entry) =>
        LedgerNumbers.Instant(entry, SloLedgerDetails.From) is { } from && LedgerNumbers.Instant(entry, SloLedgerDetails.To) is { } to
        && from < to && LedgerNumbers.Ratio(entry, SloLedgerDetails.TargetPercent) is { } target
            ? new(
                from, to,
                new(LedgerNumbers.Count(entry, SloLedgerDetails.GoodEvents) ?? 0,
                    LedgerNumbers.Count(entry, SloLedgerDetails.BadEvents) ?? 0),
                (double?)LedgerNumbers.Ratio(entry, SloLedgerDetails.CompliancePercent), target,
                Verdict(entry, SloLedgerDetails.Verdict),
                (double?)LedgerNumbers.Ratio(entry, SloLedgerDetails.BudgetLeftPercent),
                (double?)LedgerNumbers.Ratio(entry, SloLedgerDetails.CoveragePercent),
                LedgerNumbers.Ratio(entry, SloLedgerDetails.SlaTargetPercent), Verdict(entry, SloLedgerDetails.SlaVerdict))
            : null;

    private static bool? Verdict(SloLedgerEntry entry, string key) => entry.Details.GetValueOrDefault(key) switch
    {
        "met" => true,
        "missed" => false,
        _ => null,
    };
}
