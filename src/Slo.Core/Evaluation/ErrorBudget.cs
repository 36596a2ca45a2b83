namespace Slo.Evaluation;

/// <summary>The formulas of docs/math.md, as pure functions of counts. Without events there is no ratio: null, never 0, 1 or NaN.</summary>
internal static class ErrorBudget
{
    /// <summary>Below this share of the budget an objective is at risk.</summary>
    internal const double AtRiskBelow = 0.1;

    internal static double? Compliance(SloEventCounts counts) => counts.Total == 0 ? null : (double)counts.Good / counts.Total;

    /// <summary>Bad events over allowed ones.</summary>
    internal static double? BurnRate(SloEventCounts counts, in AllowedBad allowed) => allowed.TimesSpent(counts.Bad);

    /// <summary>1 - bad / allowed: 1 untouched, 0 all spent, negative overspent. Exactly 0 where compliance is exactly the
    /// target.</summary>
    internal static double? RemainingRatio(SloEventCounts counts, in AllowedBad allowed) => allowed.RemainingRatio(counts.Bad);

    /// <summary>The share of the budget that so many bad events are: bad / allowed.</summary>
    internal static double? SpentRatio(long bad, in AllowedBad allowed) => allowed.TimesSpent(bad);

    /// <summary>Bad events that may still happen at the traffic seen; negative when overspent.</summary>
    internal static double RemainingEvents(SloEventCounts counts, in AllowedBad allowed) => allowed.ToDouble() - counts.Bad;

    internal static SloState State(SloEventCounts counts, double? remaining, bool pageHolds) => remaining switch
    {
        null => SloState.NoData,
        < 0 => SloState.Exhausted,
        < AtRiskBelow => SloState.AtRisk,
        _ => counts.Total > 0 && pageHolds ? SloState.AtRisk : SloState.Healthy,
    };
}
