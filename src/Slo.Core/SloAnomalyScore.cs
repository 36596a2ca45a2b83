namespace Slo;

/// <summary>The answer of <see cref="SloAnomalyDetector.Add"/> about one sample.</summary>
/// <param name="Score">From 0; higher is more unusual, from <see cref="SloAnomalyDetector.Threshold"/> on an anomaly. Null while there is
/// too little data to know; 0 in the silence after an anomaly.</param>
/// <param name="Basis">The comparison with the greatest part of the score.</param>
/// <param name="Observed">What was compared: the value, or a level.</param>
/// <param name="ExpectedLow">From where on it would have been usual.</param>
/// <param name="ExpectedHigh">Up to where it would have been usual.</param>
public readonly record struct SloAnomalyScore(
    double? Score, SloAnomalyBasis Basis, double Observed, double ExpectedLow, double ExpectedHigh)
{
    /// <summary>Whether the sample is an anomaly.</summary>
    public bool IsAnomalous => Score >= SloAnomalyDetector.Threshold;
}
