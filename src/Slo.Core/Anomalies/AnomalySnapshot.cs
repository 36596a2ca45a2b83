namespace Slo.Anomalies;

/// <summary>What is published after a slice.</summary>
/// <param name="BadRatioScore">Null: unknown.</param>
/// <param name="TrafficScore">Null: unknown.</param>
/// <param name="Observations">The latest, the newest first.</param>
internal sealed record AnomalySnapshot(double? BadRatioScore, double? TrafficScore, IReadOnlyList<SloObservation> Observations)
{
    internal static AnomalySnapshot Unknown { get; } = new(null, null, []);
}
