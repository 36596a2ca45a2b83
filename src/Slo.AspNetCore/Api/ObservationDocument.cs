namespace Slo.AspNetCore.Api;

/// <summary>JSON: unusual behaviour of an objective.</summary>
internal sealed record ObservationDocument(
    SloAnomalySignal Signal, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, double Score, SloAnomalyBasis Basis, double Observed,
    double ExpectedLow, double ExpectedHigh, double? LongerThanSeconds, string Text)
{
    internal static ObservationDocument Of(SloObservation observation) => new(
        observation.Signal, observation.StartedAt, observation.EndedAt, observation.Score, observation.Basis, observation.Observed,
        observation.ExpectedLow, observation.ExpectedHigh, observation.LongerThan?.TotalSeconds, observation.ToString());
}
