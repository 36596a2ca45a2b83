namespace Slo.Grouping;

/// <summary>
/// Divides the events of a period among groups. The rings of groups are coarser than that of the objective, so the slice in which the
/// period begins belongs only partly to it. The rest of the total, which is for this slice, is divided in proportion to the events of each
/// group in it.
/// </summary>
internal static class GroupShares
{
    /// <param name="edges">For each group, its events after that slice, and its events in it.</param>
    /// <param name="total">The events of the period.</param>
    /// <returns>The events of each group: together never more than the total.</returns>
    internal static SloEventCounts[] Divide(IReadOnlyList<(SloEventCounts Since, SloEventCounts Slice)> edges, SloEventCounts total)
    {
        var good = Divide([.. edges.Select(edge => edge.Since.Good)], [.. edges.Select(edge => edge.Slice.Good)], total.Good);
        var bad = Divide([.. edges.Select(edge => edge.Since.Bad)], [.. edges.Select(edge => edge.Slice.Bad)], total.Bad);
        return [.. good.Zip(bad, (good, bad) => new SloEventCounts(good, bad))];
    }

    private static long[] Divide(long[] since, long[] slice, long total)
    {
        var left = total - since.Sum();
        for (; left < 0; left = total - since.Sum())
        {
            // Groups are read after the total, so events that were recorded in between are not in the total; and where a late tick is
            // divided over time, each is cut to whole events. No group has less than none.
            var most = Array.IndexOf(since, since.Max());
            since[most] -= Math.Min(since[most], -left);
        }

        var sum = slice.Sum();
        left = Math.Min(left, sum);
        long counted = 0;
        long given = 0;
        for (var i = 0; i < since.Length && sum > 0; i++)
        {
            // Differences of running sums, so that the parts add up to the total.
            counted += slice[i];
            var until = (long)((Int128)left * counted / sum);
            since[i] += until - given;
            given = until;
        }

        return since;
    }
}
