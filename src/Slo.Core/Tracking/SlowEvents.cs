using Slo.Anomalies;
using Slo.Recording;

namespace Slo.Tracking;

/// <summary>
/// The latency threshold of an objective, and the events that took longer than parts of it: without failures, whose duration says nothing.
/// Events within a quarter of it cost a comparison and are not counted here.
/// </summary>
internal sealed class SlowEvents
{
    private readonly long _halfTicks;
    private readonly double _halfSeconds;
    private readonly double _thresholdSeconds;

    // Good: longer than half of the threshold; bad: longer than a quarter, up to half. Never closed: what the total of a tracker has is
    // counted here too, however late.
    private EventCells _cells;

    /// <param name="threshold">The latency threshold.</param>
    /// <param name="cells">Hands out the cells.</param>
    /// <param name="watch">Looks for unusual latency; null: nothing does.</param>
    internal SlowEvents(TimeSpan threshold, CellAllocator cells, LatencyWatch? watch)
    {
        ThresholdTicks = threshold.Ticks;
        _thresholdSeconds = threshold.TotalSeconds;
        _halfTicks = threshold.Ticks / (long)LatencyMark.Half;
        _halfSeconds = threshold.TotalSeconds / (double)LatencyMark.Half;
        _cells = cells.Allocate();
        Watch = watch;
    }

    internal long ThresholdTicks { get; }

    internal LatencyWatch? Watch { get; }

    /// <summary>Up to where an event is fast.</summary>
    internal static (long Ticks, double Seconds) FastUntil(TimeSpan? threshold) => threshold is { } known
        ? (known.Ticks / (long)LatencyMark.Quarter, known.TotalSeconds / (double)LatencyMark.Quarter)
        : (long.MaxValue, double.PositiveInfinity);

    internal bool IsWithinThreshold(long ticks, double seconds) => ticks <= ThresholdTicks && seconds <= _thresholdSeconds;

    /// <summary>Counts an event that was not fast. Never throws or waits, and allocates at the first one of a thread only.</summary>
    internal void Record(long ticks, double seconds) => _cells.TryCount(ticks > _halfTicks || seconds > _halfSeconds);

    /// <summary>What was counted.</summary>
    /// <param name="total">All events.</param>
    internal LatencyCounts Sum(long total)
    {
        SloEventCounts slow = _cells.Sum();
        return new(total, slow.Total, slow.Good);
    }
}
