namespace Slo.AsCode.Prometheus;

/// <summary>
/// Slices of time in place of events. The steps of a subquery are multiples of its resolution since 1970, and so are our slices, except in
/// some calendar periods (<see cref="SliceSteps"/>).
/// </summary>
internal sealed class SlicedQueries(EventQueries events, BudgetingMethod method) : EventQueries
{
    // The engine divides a slice into as many parts, so that ratios add up as integers.
    private const string Parts = "1e12";

    /// <summary>Why slices cannot be asked for, or null.</summary>
    internal static SloFinding? Check(BudgetingMethod method) =>
        method.Slice == TimeSpan.Zero || Judge(method, "") is not null
            ? null
            : SloFinding.Error(
                SloFindingCodes.PrometheusSourceLoss, $"budgeting method {method.Kind}: Prometheus has no counterpart", "budgeting method");

    // Integers over integers, rounded once: avg_over_time rounds at every step, and would miss a threshold that is reached exactly.
    internal override string BadRatio(TimeSpan window)
    {
        var whole = method.Kind == BudgetingMethodKind.RatioTimeslices ? $"({Parts} * {Units(window)})" : Units(window);
        var slices = $"sum_over_time((\n{Slice()}\n){Steps(window)})\n/\n{whole}";
        return events.Count(window) is { } count ? $"{slices}\nand on ()\n({count} > 0)" : slices;
    }

    internal override string? Count(TimeSpan window) => events.Count(window);

    internal override string? BadCount(TimeSpan window) => events.BadCount(window);

    // Every slice with a count has a ratio or is good, and the count alone is the cheaper question.
    internal override string Units(TimeSpan window) => $"count_over_time((\n{events.Count(method.Slice) ?? Slice()}\n){Steps(window)})";

    internal override string? Silence(TimeSpan after) => events.Silence(after);

    // Without the last millisecond: the slice that ended exactly where the window begins is outside of it.
    private string Steps(TimeSpan window) =>
        $"[{SloDuration.Format(window - TimeSpan.FromMilliseconds(1))}:{SloDuration.Format(method.Slice)}]";

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
        BudgetingMethodKind.RatioTimeslices => $"round({Parts} * (\n{ratio}\n))",
        _ => null,
    };
}
