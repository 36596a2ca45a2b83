namespace Slo.AsCode.Prometheus;

/// <summary>
/// Slices of time in place of events. The steps of a subquery are multiples of its resolution since 1970, and so are our slices.
/// </summary>
internal sealed class SlicedQueries(EventQueries events, BudgetingMethod method) : EventQueries
{
    /// <summary>Why slices cannot be asked for, or null.</summary>
    internal static string? Fault(BudgetingMethod method) =>
        method.Slice == TimeSpan.Zero || Judge(method, "") is not null
            ? null
            : $"budgeting method {method.Kind}: Prometheus has no counterpart";

    internal override string BadRatio(TimeSpan window)
    {
        // Without the last millisecond: the slice that ended exactly where the window begins is outside of it.
        var range = SloDuration.Format(window - TimeSpan.FromMilliseconds(1));
        var slices = $"avg_over_time((\n{Slice()}\n)[{range}:{SloDuration.Format(method.Slice)}])";
        return events.Count(window) is { } count ? $"{slices}\nand on ()\n({count} > 0)" : slices;
    }

    internal override string? Count(TimeSpan window) => events.Count(window);

    internal override string? Silence(TimeSpan after) => events.Silence(after);

    // A slice that was observed and saw nothing is good.
    private string Slice()
    {
        var ratio = events.BadRatio(method.Slice);
        var judged = Judge(method, ratio)!;
        return events.Count(method.Slice) is { } count ? $"{judged}\nor\n0 * ({count})" : judged;
    }

    private static string? Judge(BudgetingMethod method, string ratio) => method.Kind switch
    {
        BudgetingMethodKind.Timeslices => $"(\n{ratio}\n) > bool {PromNumber.Format(1 - method.SliceTargetRatio)}",
        BudgetingMethodKind.RatioTimeslices => ratio,
        _ => null,
    };
}
