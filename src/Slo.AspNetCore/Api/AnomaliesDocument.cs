namespace Slo.AspNetCore.Api;

/// <summary>JSON: what is unusual about an objective, the newest observation first. A score is null while it is unknown, and that of
/// latency without a latency threshold.</summary>
internal sealed record AnomaliesDocument(
    string Name, double Threshold, double? BadRatioScore, double? TrafficScore, double? LatencyScore,
    IReadOnlyList<ObservationDocument> Observations)
{
    internal static AnomaliesDocument Of(SloTracker tracker) => new(
        tracker.Objective.Name, SloAnomalyDetector.Threshold, tracker.GetAnomalyScore(SloAnomalySignal.BadRatio),
        tracker.GetAnomalyScore(SloAnomalySignal.Traffic), tracker.GetAnomalyScore(SloAnomalySignal.Latency),
        [.. tracker.Observations.Select(ObservationDocument.Of)]);
}
