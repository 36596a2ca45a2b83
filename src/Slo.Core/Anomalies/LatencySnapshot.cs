namespace Slo.Anomalies;

/// <summary>What is published of an objective with a latency threshold.</summary>
/// <param name="Score">Of latency; null: unknown.</param>
/// <param name="Observations">The latest of all signals, the newest first.</param>
internal sealed record LatencySnapshot(double? Score, IReadOnlyList<SloObservation> Observations);
