namespace Slo;

/// <content>What an evaluation will read.</content>
public sealed partial class SloTracker
{
    /// <summary>See <c>SloRegistry.Prefetch</c>.</summary>
    internal long Prefetch(int level) => level switch
    {
        0 => _sliceEnd + _fastTicks + (_isClosed ? 1 : 0) + (_history is null || _edges is null ? 1 : 0),
        1 => _history.Prefetch(0) + _judge.Prefetch(0) + _cells.Prefetch(0) + _ignored.Count + _cohorts.Prefetch(0)
            + (_reasons.Groups is null ? 0 : 1) + (_edges.Troubled is null ? 0 : 1),
        2 => _history.Prefetch(1) + _judge.Prefetch(1) + _cells.Prefetch(1) + _cohorts.Prefetch(1),
        _ => _history.Prefetch(level - 1) + _judge.Prefetch(level - 1),
    };
}
