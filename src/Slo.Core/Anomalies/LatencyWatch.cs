using Slo.History;
using Slo.Windows;

namespace Slo.Anomalies;

/// <summary>
/// Watches the latency of an objective below its threshold: the share of events that took longer than parts of it, in slices between two
/// looks at the cells. History has no durations, so what it knows is kept as a state of its own. One thread at a time advances it; any
/// number read what is published.
/// </summary>
internal sealed class LatencyWatch
{
    private readonly string _name;
    private readonly TimeSpan _threshold;
    private readonly ObjectiveHistory _history;
    private volatile LatencySnapshot _published = new(null, []);

    // Null until there are events with durations.
    private LatencyState? _state;
    private IReadOnlyList<SloObservation> _others = [];
    private LatencyCounts _counted;
    private long? _from;
    private bool _isNew;
    private byte[]? _kept;

    /// <param name="name">Of the objective.</param>
    /// <param name="threshold">Its latency threshold.</param>
    /// <param name="history">Its history.</param>
    /// <param name="kept">What <see cref="Capture"/> returned in another process; null, or no such thing: it begins.</param>
    internal LatencyWatch(string name, TimeSpan threshold, ObjectiveHistory history, byte[]? kept)
    {
        (_name, _threshold, _history) = (name, threshold, history);
        _state = LatencyState.Read(name, threshold, kept);
        if (_state is not null)
        {
            _kept = kept;
            _published = new(_state.Score, _state.Observations);
        }
    }

    internal LatencySnapshot Published => _published;

    /// <summary>Takes up the events since the call before, if they are those of a slice.</summary>
    /// <param name="now">The reading to which the history was taken.</param>
    /// <param name="counted">All events so far.</param>
    /// <param name="isTimed">Whether one of them had a duration.</param>
    internal void Advance(in Reading now, in LatencyCounts counted, bool isTimed)
    {
        (var from, LatencyCounts slice) = (_from, counted.Since(_counted));
        (_from, _counted) = (now.Position, counted);

        // A slice ends with the first evaluation after its end. What lies around a start or a pause is no slice.
        if (from is not { } start || Math.Abs(now.Position - start - ObjectiveAnomalies.Slice.Ticks) > ObjectiveAnomalies.Slice.Ticks / 2
            || !_history.WasObserved(start, now.Position) || _history.ExcludedTicks(start, now.Position) > 0)
        {
            return;
        }

        // Of an objective whose events have no durations, none is known to be fast.
        if (_state is null && (slice.Total == 0 || !isTimed))
        {
            return;
        }

        _state ??= new(_name, _threshold);
        _state.Add(_history.Timeline.InstantOf(start), _history.Timeline.InstantOf(now.Position), slice);
        _isNew = true;
        _kept = null;
    }

    /// <summary>Publishes, if there is something new.</summary>
    /// <param name="others">The observations of other signals.</param>
    internal void Publish(IReadOnlyList<SloObservation> others)
    {
        if (!_isNew && ReferenceEquals(others, _others))
        {
            return;
        }

        (_isNew, _others) = (false, others);
        _published = new(_state?.Score, _state is not { Observations: { Count: > 0 } own } ? others :
        [
            .. own.Concat(others).OrderByDescending(observation => observation.StartedAt).Take(ObjectiveAnomalies.MostObservations),
        ]);
    }

    /// <summary>What is known, for the next process; null: nothing. The same array until there is something new.</summary>
    internal byte[]? Capture() => _kept ??= _state?.ToBytes();
}
