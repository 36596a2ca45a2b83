using Slo.Anomalies;

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
}
