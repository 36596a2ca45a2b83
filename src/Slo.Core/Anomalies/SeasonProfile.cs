namespace Slo.Anomalies;

/// <summary>
/// What is usual in each slot of a day or a week, and how far values stray from it. It counts only where it explains the series: the
/// variance that it leaves must be at most <see cref="Tuning.Unexplained"/> of all.
/// </summary>
/// <param name="slots">How many there are.</param>
/// <param name="length">Of the season, in seconds.</param>
internal sealed class SeasonProfile(int slots, long length)
{
    // 1970 began on a Thursday: weeks begin on Monday.
    private const long Monday = 3 * 86_400;

    // Single precision halves the memory of a week; one part in ten million is far below any range.
    private readonly float[] _means = new float[slots];
    private readonly byte[] _counts = new byte[slots];
    private Envelope _residuals;
    private double _variance;
    private long _comparisons;
    private bool _explains;

    /// <summary>The usual value at the last sample; null: the season does not explain the series, or is not known yet.</summary>
    internal double? Usual { get; private set; }

    /// <summary>The usual distances from it.</summary>
    internal (double Low, double High) Range => _residuals.Range;

    /// <summary>The weighted excess of a value over what is usual at this time; then takes it up.</summary>
    /// <param name="seconds">Since 1970.</param>
    /// <param name="sinceFirst">Seconds since the first sample of the series.</param>
    /// <param name="value">Finite.</param>
    /// <param name="series">The variance of the series, its narrowest envelope, and whether an alarm is silent.</param>
    internal double Add(long seconds, long sinceFirst, double value, (double Variance, double Narrowest, bool IsSilent) series)
    {
        var slot = (int)((((seconds + Monday) % length) + length) % length * slots / length);
        var excess = 0.0;
        Usual = null;
        if (_counts[slot] > 0 && sinceFirst >= length)
        {
            var residual = value - _means[slot];
            _comparisons++;
            _variance += Math.Max(Tuning.Memory, 1.0 / _comparisons) * ((residual * residual) - _variance);
            excess = _residuals.Add(residual, series.Narrowest, series.IsSilent);
            _explains = _comparisons > Tuning.LeastSamples && _variance < Tuning.Unexplained * series.Variance;
            Usual = _explains ? _means[slot] : null;
        }

        _counts[slot] = (byte)Math.Min(byte.MaxValue, _counts[slot] + 1);
        _means[slot] += (float)(Math.Max(Tuning.SlotMemory, 1.0 / _counts[slot]) * (value - _means[slot]));
        return Usual is null ? 0 : excess / (1 + (Tuning.YouthComparisons / _comparisons));
    }
}
