namespace Slo.Anomalies;

/// <summary>What a sample came to: the score, and where it lay against the range that it was judged by.</summary>
/// <param name="IsKnown">Whether there were enough samples to judge it.</param>
/// <param name="Score">0 if not.</param>
/// <param name="Basis">The comparison with the greatest part of the score; of a usual sample, that of the value.</param>
/// <param name="Observed">What was compared: the value, or a level.</param>
/// <param name="Low">From where on it would have been usual.</param>
/// <param name="High">Up to where.</param>
internal readonly record struct SeriesVerdict(
    bool IsKnown, double Score, SloAnomalyBasis Basis, double Observed, double Low, double High);
