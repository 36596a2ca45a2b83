namespace Slo.AspNetCore.Api;

/// <summary>JSON: what is unusual about an objective, the newest observation first. A score is null while it is unknown.</summary>
internal sealed record AnomaliesDocument(
    string Name, double Threshold, double? BadRatioScore, double? TrafficScore, IReadOnlyList<ObservationDocument> Observations)
{
    internal static AnomaliesDocument Of(SloTracker tracker) => new(
        tracker.Objective.Name, SloAnomalyDetector.Threshold, tracker.GetAnomalyScore(SloAnomalySignal.BadRatio),
        tracker.GetAnomalyScore(SloAnomalySignal.Traffic), [.. tracker.Observations.Select(ObservationDocument.Of)]);
}
