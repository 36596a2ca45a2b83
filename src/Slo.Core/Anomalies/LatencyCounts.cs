namespace Slo.Anomalies;

/// <summary>Events, and how many of them took longer than parts of the latency threshold.</summary>
/// <param name="Total">Good and bad events.</param>
/// <param name="OverQuarter">Longer than a quarter of the threshold.</param>
/// <param name="OverHalf">Longer than half of it: of <paramref name="OverQuarter"/>.</param>
internal readonly record struct LatencyCounts(long Total, long OverQuarter, long OverHalf)
{
    /// <summary>The events since an earlier sum. What was counted between two looks at cells is in the next ones.</summary>
    internal LatencyCounts Since(in LatencyCounts before)
    {
        var total = Math.Max(0, Total - before.Total);
        var quarter = Math.Clamp(OverQuarter - before.OverQuarter, 0, total);
        return new(total, quarter, Math.Clamp(OverHalf - before.OverHalf, 0, quarter));
    }

    /// <summary>The events as a ratio takes them: slow ones in the place of bad ones.</summary>
    internal SloEventCounts Beyond(LatencyMark mark)
    {
        var slow = mark == LatencyMark.Half ? OverHalf : OverQuarter;
        return new(Total - slow, slow);
    }
}
