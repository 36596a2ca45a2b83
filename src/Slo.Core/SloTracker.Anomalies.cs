using Slo.Anomalies;
using Slo.Evaluation;
using Slo.Windows;

namespace Slo;

/// <content>Unusual behaviour.</content>
public sealed partial class SloTracker
{
    private readonly ObjectiveAnomalies _anomalies;

    // Here and not there: an evaluation in which no slice ends touches nothing else of it.
    private long _sliceEnd;

    /// <summary>
    /// Unusual behaviour of this objective: the latest 50 observations, the newest first, as of the last slice of 5 minutes. A snapshot;
    /// one volatile read.
    /// </summary>
    /// <remarks>An observation never pages. docs/insight.md describes the method.</remarks>
    public IReadOnlyList<SloObservation> Observations => Current._anomalies.Published.Observations;

    /// <summary>How unusual a signal is.</summary>
    /// <param name="signal">The signal.</param>
    /// <returns>The score of the last slice of 5 minutes, or the highest of the observation that is open; from
    /// <see cref="SloAnomalyDetector.Threshold"/> on an anomaly. Null while there is too little data to know.</returns>
    public double? GetAnomalyScore(SloAnomalySignal signal)
    {
        AnomalySnapshot published = Current._anomalies.Published;
        return signal == SloAnomalySignal.Traffic ? published.TrafficScore : published.BadRatioScore;
    }

    // What was unusual in the past says nothing about now: as long as there is a past to go through, rules keep what held.
    private void AdvanceAnomalies(in Reading now)
    {
        _sliceEnd = _anomalies.Advance(now, _past);
        if (_sliceEnd > now.Position)
        {
            _judge.Observations = Open(_anomalies.Published);
        }
    }

    private OpenObservations Open(AnomalySnapshot published)
    {
        return published.Observations.Any(observation => observation.EndedAt is null)
            ? new(Since(SloAnomalySignal.BadRatio), Since(SloAnomalySignal.Traffic)) : OpenObservations.None;

        long? Since(SloAnomalySignal signal) =>
            published.Observations.FirstOrDefault(observation => observation.Signal == signal && observation.EndedAt is null)
                is { } open ? _history.Timeline.PositionOf(open.StartedAt) : null;
    }
}
