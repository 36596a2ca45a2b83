namespace Slo.Shared.Reporting;

/// <summary>What a range came to.</summary>
/// <param name="Range">The range.</param>
/// <param name="Events">Good and bad events.</param>
/// <param name="ComplianceRatio">Compliance by the budgeting method; null without events.</param>
/// <param name="TargetRatio">The target in force at the end.</param>
/// <param name="IsMet">Whether compliance reaches what was in force; null without events.</param>
/// <param name="SpentRatio">The share of the budget that was spent; above 1 when overspent; null without events.</param>
/// <param name="CoverageRatio">The share of the range that was observed, as far as the history is kept; null: not known.</param>
/// <param name="SlaTargetRatio">What the contract promises, or null.</param>
/// <param name="IsSlaMet">Null without a contract or events.</param>
internal sealed record RangeResult(
    ReportRange Range, SloEventCounts Events, double? ComplianceRatio, decimal TargetRatio, bool? IsMet, double? SpentRatio,
    double? CoverageRatio, decimal? SlaTargetRatio, bool? IsSlaMet)
{
    /// <summary>Whether it is from the record of a closed period, because the history does not reach back.</summary>
    internal bool IsRecord { get; private init; }

    /// <summary>What was left of the budget; negative when overspent.</summary>
    internal double? RemainingRatio => 1 - SpentRatio;

    internal static RangeResult Of(ReportRange range, PeriodRecord record) => new(
        range, record.Events, record.ComplianceRatio, record.TargetRatio, record.IsMet, 1 - record.RemainingRatio, record.CoverageRatio,
        record.SlaTargetRatio, record.IsSlaMet)
    {
        IsRecord = true,
    };
}
