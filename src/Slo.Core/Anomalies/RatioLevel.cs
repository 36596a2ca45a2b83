namespace Slo.Anomalies;

/// <summary>
/// The share of bad events over some slices, weighted exponentially, and how far it stood above its baseline beyond what chance explains.
/// </summary>
/// <param name="span">Of the mean, in slices.</param>
internal struct RatioLevel(int span)
{
    private Envelope _envelope;
    private double _bad;
    private double _total;
    private double _squares;
    private double _usualUntil;

    /// <summary>The share of bad events.</summary>
    internal readonly double Ratio => _total == 0 ? 0 : _bad / _total;

    /// <summary>By how much it stands above what chance explains, on the scale of <see cref="CountScale.OfRatio"/>.</summary>
    internal double Deviation { get; private set; }

    /// <summary>How far it stood before the last slice.</summary>
    internal double High { get; private set; }

    /// <summary>Up to where it would have been usual, as a ratio.</summary>
    internal readonly double ExpectedHigh => CountScale.ToRatio(_usualUntil);

    /// <summary>Takes up a slice with events.</summary>
    /// <param name="counts">Of the slice.</param>
    /// <param name="slices">Slices with events before.</param>
    /// <param name="baseline">What is usual: bad events and all.</param>
    /// <param name="isSilent">Whether an alarm is silent.</param>
    /// <returns>What lies outside of the envelope.</returns>
    internal double Add(SloEventCounts counts, long slices, (double Bad, double Total) baseline, bool isSilent)
    {
        var weight = Math.Max(2.0 / (span + 1), 1.0 / (slices + 1));
        _bad += weight * (counts.Bad - _bad);
        _total += weight * (counts.Total - _total);

        // Each mean is rounded by itself: if all are bad, theirs may come out greater by a bit.
        _bad = Math.Min(_bad, _total);
        _squares = ((1 - weight) * (1 - weight) * _squares) + (weight * weight);

        // A mean of slices holds as much as this many events of one.
        (var bad, var total) = (_bad / _squares, _total / _squares);
        var usual = CountScale.OfRatio(baseline.Bad, baseline.Total);
        var chance = CountScale.StandardErrors * Math.Sqrt(CountScale.Variance(total) + CountScale.Variance(baseline.Total));
        Deviation = Math.Max(0, CountScale.OfRatio(bad, total) - usual - chance);
        High = _envelope.Range.High;
        _usualUntil = usual + chance + High;
        return slices < span ? 0 : _envelope.Add(Deviation, CountScale.NarrowestRatio, isSilent);
    }

    internal void Keep(KeptNumbers numbers)
    {
        _envelope.Keep(numbers);
        _total = numbers.Pass(_total, 0, RatioDetector.MostEvents);
        _bad = numbers.Pass(_bad, 0, _total);
        _squares = numbers.Pass(_squares, 0, 1);
        _usualUntil = numbers.Pass(_usualUntil, 0, RatioDetector.MostUsual);
        Deviation = numbers.Pass(Deviation, 0, CountScale.LargestRatio);
        High = numbers.Pass(High, 0, CountScale.LargestRatio);
    }
}
