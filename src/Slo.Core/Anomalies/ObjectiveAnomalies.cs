using Slo.History;
using Slo.Windows;

namespace Slo.Anomalies;

/// <summary>
/// Watches the signals of an objective: a reader of the slices of its history, beside the judge. It takes one step for each slice, opens
/// observations, and never alerts. One thread at a time advances it; any number read what is published.
/// </summary>
internal sealed class ObjectiveAnomalies
{
    /// <summary>The length of a slice.</summary>
    internal static readonly TimeSpan Slice = TimeSpan.FromMinutes(5);

    /// <summary>How much of a restored history it goes through.</summary>
    internal static readonly TimeSpan Past = TimeSpan.FromDays(14);

    /// <summary>How many observations are kept.</summary>
    internal const int MostObservations = 50;

    private readonly string _name;
    private readonly ObjectiveHistory _history;
    private volatile AnomalySnapshot _published = AnomalySnapshot.Unknown;
    private SignalWatch? _badRatio;
    private SignalWatch? _traffic;
    private SloEventCounts _counted;
    private IReadOnlyList<SloObservation> _observations = [];
    private bool _isBegun;
    private bool _isLimited;
    private long _due;

    /// <param name="name">Of the objective.</param>
    /// <param name="history">Its history.</param>
    /// <param name="isRestored">Whether the history has a past, which is gone through.</param>
    internal ObjectiveAnomalies(string name, ObjectiveHistory history, bool isRestored)
    {
        _name = name;
        _history = history;
        var last = history.Last.Position;
        _due = Boundary(name, isRestored ? Math.Max(history.KnownSince, last - Past.Ticks) : last);
    }

    internal AnomalySnapshot Published => _published;

    /// <summary>Takes up the slices that have ended.</summary>
    /// <param name="now">The reading to which the history was taken.</param>
    /// <param name="past">How many slices before the last one may be taken up.</param>
    /// <returns>The position at which there is more to take up.</returns>
    internal long Advance(in Reading now, SliceAllowance past)
    {
        if (!_isLimited)
        {
            _isLimited = true;
            _due = Math.Max(_due, Boundary(_name, now.Position - (past.Each * Slice.Ticks)));
        }

        var isNew = false;
        while (now.Position >= _due && (now.Position < _due + Slice.Ticks || past.Take()))
        {
            // A long window may end where a slice of the ring does; a slice of 5 minutes would have twice its events, or none.
            SloEventCounts counted = _history.InterpolatedAt(_due, now);
            isNew |= _isBegun && Add(CumulativeRing.Difference(counted, _counted));
            _isBegun = true;
            _counted = counted;
            _due += Slice.Ticks;
        }

        if (isNew)
        {
            _published = new(_badRatio!.Score, _traffic!.Score, _observations);
        }

        return _due;
    }

    /// <summary>Goes on from what another one knows, over a history that continues that one's.</summary>
    internal void Continue(ObjectiveAnomalies before)
    {
        (_badRatio, _traffic, _published) = (before._badRatio, before._traffic, before._published);
        (_observations, _due, _isBegun, _isLimited) = (before._observations, before._due, before._isBegun, before._isLimited);
        _counted = _isBegun ? _history.InterpolatedAt(_due - Slice.Ticks, _history.Last) : default;
    }

    // Slices of different objectives end at different seconds, so that their steps spread over evaluations.
    private static long Boundary(string name, long from)
    {
        var hash = 2166136261u;
        foreach (var letter in name)
        {
            hash = (hash ^ letter) * 16777619u;
        }

        var phase = hash % (uint)Slice.TotalSeconds * TimeSpan.TicksPerSecond;
        return ((Math.Max(0, from - phase + Slice.Ticks - 1) / Slice.Ticks) * Slice.Ticks) + phase;
    }

    // Time that was not observed, or is excluded, is neither usual nor unusual.
    private bool Add(SloEventCounts events)
    {
        var start = _due - Slice.Ticks;
        if ((events.Total == 0 && _traffic is null) || !_history.WasObserved(start, _due) || _history.ExcludedTicks(start, _due) > 0)
        {
            return false;
        }

        _traffic ??= new(_name, SloAnomalySignal.Traffic, new TrafficDetector());
        _badRatio ??= new(_name, SloAnomalySignal.BadRatio, new RatioDetector());
        DateTimeOffset from = _history.Timeline.InstantOf(start);
        DateTimeOffset to = _history.Timeline.InstantOf(_due);
        foreach (SignalWatch watch in (ReadOnlySpan<SignalWatch>)[_badRatio, _traffic])
        {
            _observations = watch.Add(from, to, events, out SloObservation changed) ? With(_observations, changed) : _observations;
        }

        return true;
    }

    private static SloObservation[] With(IReadOnlyList<SloObservation> observations, SloObservation changed) =>
    [
        .. new[] { changed }.Concat(observations.Where(other => other.Signal != changed.Signal || other.StartedAt != changed.StartedAt))
            .OrderByDescending(observation => observation.StartedAt).Take(MostObservations),
    ];
}
