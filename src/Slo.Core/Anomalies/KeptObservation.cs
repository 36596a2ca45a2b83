namespace Slo.Anomalies;

/// <summary>An observation among the numbers that are kept.</summary>
internal static class KeptObservation
{
    /// <summary>Writes an observation, or reads it.</summary>
    /// <param name="numbers">Where.</param>
    /// <param name="name">The objective.</param>
    /// <param name="signal">The signal.</param>
    /// <param name="value">What to write.</param>
    internal static SloObservation Pass(KeptNumbers numbers, string name, SloAnomalySignal signal, SloObservation? value)
    {
        DateTimeOffset started = numbers.Pass(value?.StartedAt ?? default);
        var hasEnded = numbers.Pass(value?.EndedAt is not null);
        DateTimeOffset ended = numbers.Pass(value?.EndedAt ?? default);
        return new(
            name, signal, started, hasEnded ? ended : null, numbers.Pass(value?.Score ?? 0, 0, RatioDetector.MostScore),
            (SloAnomalyBasis)numbers.Pass((long)(value?.Basis ?? default), 0, (long)SloAnomalyBasis.MediumLevel),
            numbers.Pass(value?.Observed ?? 0, 0, 1), numbers.Pass(value?.ExpectedLow ?? 0, 0, 1),
            numbers.Pass(value?.ExpectedHigh ?? 0, 0, 1));
    }
}
