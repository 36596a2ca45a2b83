using Slo.Anomalies;
using Slo.Evaluation;
using Slo.Recording;
using Slo.Tracking;
using Slo.Windows;

namespace Slo;

/// <content>Unusual behaviour.</content>
public sealed partial class SloTracker
{
    private readonly ObjectiveAnomalies _anomalies;

    // Null without a latency threshold.
    private readonly SlowEvents? _slow;

    // Here and not there: an evaluation in which no slice ends touches nothing else of it.
    private long _sliceEnd;

    // Whether an event had a duration, so that one without is a fast one.
    private volatile bool _isTimed;

    /// <summary>
    /// Unusual behaviour of this objective: the latest 50 observations, the newest first, as of the last slice of 5 minutes. A snapshot;
    /// one volatile read.
    /// </summary>
    /// <remarks>An observation never pages. docs/insight.md describes the method.</remarks>
    public IReadOnlyList<SloObservation> Observations => Current.AllObservations;

    /// <summary>How unusual a signal is.</summary>
    /// <param name="signal">The signal.</param>
    /// <returns>The score of the last slice of 5 minutes, or the highest of the observation that is open; from
    /// <see cref="SloAnomalyDetector.Threshold"/> on an anomaly. Null while there is too little data to know, and of the latency of an
    /// objective without a latency threshold, whose counts are fed, or of which no event had a duration.</returns>
    public double? GetAnomalyScore(SloAnomalySignal signal)
    {
        SloTracker current = Current;
        return signal switch
        {
            SloAnomalySignal.Latency => current._slow?.Watch?.Published.Score,
            SloAnomalySignal.Traffic => current._anomalies.Published.TrafficScore,
            _ => current._anomalies.Published.BadRatioScore,
        };
    }

    /// <summary>Events that took longer than parts of the latency threshold, among those counted; null without one.</summary>
    internal LatencyCounts? Slow => Current.OwnSlow;

    /// <summary>The same of this tracker, also after another one has replaced it.</summary>
    internal LatencyCounts? OwnSlow => _slow?.Sum(OwnTotal.Total);

    private IReadOnlyList<SloObservation> AllObservations =>
        _slow?.Watch?.Published.Observations ?? _anomalies.Published.Observations;

    // Counts that are fed have no durations.
    private SlowEvents? SlowEventsOf(SloObjective objective, CellAllocator cells, SloObjectiveState? state) =>
        objective.LatencyThreshold is not { } threshold ? null
        : new(threshold, cells, _data is null ? new(objective.Name, threshold, _history, state?.Latency) : null);

    // What was unusual in the past says nothing about now: as long as there is a past to go through, rules keep what held.
    private void AdvanceAnomalies(in Reading now)
    {
        _sliceEnd = _anomalies.Advance(now, _past);
        var isUpToDate = _sliceEnd > now.Position;
        if (_slow?.Watch is { } latency)
        {
            if (isUpToDate)
            {
                latency.Advance(now, _slow.Sum(now.Counts.Total), _isTimed);
            }

            latency.Publish(_anomalies.Published.Observations);
        }

        if (isUpToDate)
        {
            _judge.Observations = Open(AllObservations);
        }
    }

    private OpenObservations Open(IReadOnlyList<SloObservation> all)
    {
        return all.Any(observation => observation.EndedAt is null)
            ? new(Since(SloAnomalySignal.BadRatio), Since(SloAnomalySignal.Traffic), Since(SloAnomalySignal.Latency))
            : OpenObservations.None;

        long? Since(SloAnomalySignal signal) =>
            all.FirstOrDefault(observation => observation.Signal == signal && observation.EndedAt is null)
                is { } open ? _history.Timeline.PositionOf(open.StartedAt) : null;
    }
}
