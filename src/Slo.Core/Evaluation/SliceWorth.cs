namespace Slo.Evaluation;

/// <summary>What one slice of time adds to the budget's counts, by OpenSLO's definitions. A slice without events is good.</summary>
internal static class SliceWorth
{
    /// <summary>One slice in ratio units: ratios add up as integers, to 12 decimals.</summary>
    internal const long Unit = 1_000_000_000_000;

    /// <summary>What one event, or one slice, counts as in the budget.</summary>
    internal static long UnitOf(BudgetingMethod method) => method.Kind == BudgetingMethodKind.RatioTimeslices ? Unit : 1;

    /// <summary>Null where the budget counts events.</summary>
    internal static Func<SloEventCounts, SloEventCounts>? Of(BudgetingMethod method) =>
        method.Slice == TimeSpan.Zero ? null : For(method);

    internal static Func<SloEventCounts, SloEventCounts> For(BudgetingMethod method)
    {
        switch (method.Kind)
        {
            case BudgetingMethodKind.RatioTimeslices:
                return Ratio;
            case BudgetingMethodKind.Timeslices:
                var target = Fraction.From(method.SliceTargetRatio);
                return slice => slice.Total == 0 || target.CompareRatio(slice.Good, slice.Total) >= 0 ? new(1, 0) : new(0, 1);
            default:
                throw new NotSupportedException($"{method} has no slices");
        }
    }

    private static SloEventCounts Ratio(SloEventCounts slice)
    {
        if (slice.Total == 0)
        {
            return new(Unit, 0);
        }

        // Rounded to the nearest unit; the two sides add up to exactly one slice.
        var bad = (long)((((Int128)slice.Bad * Unit) + (slice.Total / 2)) / slice.Total);
        return new(Unit - bad, bad);
    }
}
