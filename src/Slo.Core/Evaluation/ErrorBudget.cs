namespace Slo.Evaluation;

/// <summary>The formulas of docs/math.md, as pure functions of counts. Without events there is no ratio: null, never 0, 1 or NaN.</summary>
internal static class ErrorBudget
{
    /// <summary>Below this share of the budget an objective is at risk.</summary>
    internal const double AtRiskBelow = 0.1;

    internal static double? Compliance(SloEventCounts counts) => counts.Total == 0 ? null : (double)counts.Good / counts.Total;

    /// <summary>Bad ratio over budget. One rounding only: the two products are exact up to 2^53.</summary>
    internal static double? BurnRate(SloEventCounts counts, Fraction budget) => counts.Total == 0
        ? null
        : counts.Bad * (double)budget.Denominator / (counts.Total * (double)budget.Numerator);

    /// <summary>1 - bad / (budget x total): 1 untouched, 0 all spent, negative overspent. Exactly 0 where compliance is exactly the target.</summary>
    internal static double? RemainingRatio(SloEventCounts counts, Fraction budget)
    {
        if (counts.Total == 0)
        {
            return null;
        }

        UInt128 allowed = (UInt128)(ulong)counts.Total * budget.Numerator;
        UInt128 spent = (UInt128)(ulong)counts.Bad * budget.Denominator;
        return spent <= allowed ? (double)(allowed - spent) / (double)allowed : -((double)(spent - allowed) / (double)allowed);
    }

    /// <summary>The share of the budget that so many bad events are, at the traffic seen: bad / (budget x total).</summary>
    internal static double? SpentRatio(long bad, long total, Fraction budget) => total == 0
        ? null
        : bad * (double)budget.Denominator / (total * (double)budget.Numerator);

    /// <summary>Bad events that may still happen at the traffic seen; negative when overspent.</summary>
    internal static double RemainingEvents(SloEventCounts counts, Fraction budget) =>
        ((double)counts.Total * budget.Numerator / budget.Denominator) - counts.Bad;

    /// <summary>Remaining x period / burn rate; null while nothing burns, zero when nothing is left.</summary>
    internal static TimeSpan? TimeToExhaustion(double? remaining, double? burnRate, TimeSpan period)
    {
        if (remaining is not { } left || burnRate is not > 0)
        {
            return null;
        }

        var ticks = Math.Max(0, left) * period.Ticks / burnRate.Value;
        return ticks < TimeSpan.MaxValue.Ticks ? TimeSpan.FromTicks((long)ticks) : null;
    }

    internal static SloState State(SloEventCounts counts, double? remaining, bool pageHolds) => remaining switch
    {
        null => SloState.NoData,
        < 0 => SloState.Exhausted,
        < AtRiskBelow => SloState.AtRisk,
        _ => counts.Total > 0 && pageHolds ? SloState.AtRisk : SloState.Healthy,
    };
}
