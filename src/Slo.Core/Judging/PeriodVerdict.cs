using System.Globalization;

namespace Slo.Judging;

/// <summary>What a calendar period that is over comes to.</summary>
/// <param name="From">Its start, UTC; later where counting began later.</param>
/// <param name="To">Its end, UTC.</param>
/// <param name="Events">Good and bad events.</param>
/// <param name="ComplianceRatio">Compliance by the budgeting method; null without events.</param>
/// <param name="TargetRatio">The target that was in force; of several ones, by the events under each.</param>
/// <param name="IsMet">Whether compliance reaches it; null without events.</param>
/// <param name="RemainingRatio">What was left of the error budget; null without events.</param>
/// <param name="CoverageRatio">The share of it that was observed; null: not known.</param>
/// <param name="SlaTargetRatio">What the contract promises, or null.</param>
/// <param name="IsSlaMet">Whether compliance reaches that; null without a contract or events.</param>
internal sealed record PeriodVerdict(
    DateTimeOffset From, DateTimeOffset To, SloEventCounts Events, double? ComplianceRatio, decimal TargetRatio, bool? IsMet,
    double? RemainingRatio, double? CoverageRatio, decimal? SlaTargetRatio, bool? IsSlaMet)
{
    /// <summary>As details of a ledger entry.</summary>
    internal IReadOnlyDictionary<string, string?> ToDetails() => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        [SloLedgerDetails.From] = Text(From),
        [SloLedgerDetails.To] = Text(To),
        [SloLedgerDetails.Verdict] = Word(IsMet),
        [SloLedgerDetails.TargetPercent] = Percent(TargetRatio),
        [SloLedgerDetails.CompliancePercent] = Percent(ComplianceRatio),
        [SloLedgerDetails.BudgetLeftPercent] = Percent(RemainingRatio),
        [SloLedgerDetails.GoodEvents] = Events.Good.ToString(CultureInfo.InvariantCulture),
        [SloLedgerDetails.BadEvents] = Events.Bad.ToString(CultureInfo.InvariantCulture),
        [SloLedgerDetails.CoveragePercent] = Percent(CoverageRatio),
        [SloLedgerDetails.SlaTargetPercent] = SlaTargetRatio is { } sla ? Percent(sla) : null,
        [SloLedgerDetails.SlaVerdict] = SlaTargetRatio is null ? null : Word(IsSlaMet),
    };

    /// <inheritdoc/>
    public override string ToString()
    {
        var target = Percent(TargetRatio);
        var sla = SlaTargetRatio is { } promised ? $"; SLA {Percent(promised)} %: {Word(IsSlaMet)}" : "";
        return ComplianceRatio is { } compliance && RemainingRatio is { } remaining
            ? $"{Word(IsMet)}, {SloText.Compliance(compliance, TargetRatio)} of {target} %, "
                + $"{SloText.BudgetLeft(remaining)} of the budget left{sla}"
            : $"no events; the target was {target} %{sla}";
    }

    private static string Word(bool? isMet) => isMet switch
    {
        true => "met",
        false => "missed",
        _ => "no events",
    };

    private static string Percent(decimal ratio) => (ratio * 100).ToString("0.##########", CultureInfo.InvariantCulture);

    private static string? Percent(double? ratio) => ratio is { } value && double.IsFinite(value)
        ? (value * 100).ToString("0.########", CultureInfo.InvariantCulture) : null;

    private static string Text(DateTimeOffset instant) =>
        instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
