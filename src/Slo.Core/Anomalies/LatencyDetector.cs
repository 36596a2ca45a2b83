namespace Slo.Anomalies;

/// <summary>
/// Finds unusually many events that took longer than a quarter, or than half, of the latency threshold: each share is judged as a bad
/// ratio is. Two marks, so that a shift is seen where one of them lies in a flat part of the distribution.
/// </summary>
internal sealed class LatencyDetector : ISignalDetector
{
    private readonly RatioDetector _quarter = new();
    private readonly RatioDetector _half = new();

    /// <summary>The mark that the last verdict is about.</summary>
    internal LatencyMark Mark { get; private set; } = LatencyMark.Quarter;

    public SeriesVerdict? Add(long seconds, SloEventCounts counts) =>
        Add(seconds, new LatencyCounts(counts.Total, counts.Bad, counts.Bad), isFollowed: false);

    /// <summary>Judges a slice by those before it, and takes it up.</summary>
    /// <param name="seconds">The end of the slice, since 1970.</param>
    /// <param name="counts">Its events.</param>
    /// <param name="isFollowed">Whether an observation is open: what is compared for its end stays the same.</param>
    internal SeriesVerdict? Add(long seconds, in LatencyCounts counts, bool isFollowed)
    {
        SeriesVerdict? ofQuarter = _quarter.Add(seconds, counts.Beyond(LatencyMark.Quarter));
        SeriesVerdict? ofHalf = _half.Add(seconds, counts.Beyond(LatencyMark.Half));
        if (ofQuarter is not { } quarter || ofHalf is not { } half)
        {
            return null;
        }

        // The later mark says more.
        var isHalf = half.Score >= quarter.Score;
        Mark = isFollowed ? Mark : isHalf ? LatencyMark.Half : LatencyMark.Quarter;
        return isHalf ? half : quarter;
    }

    public (double Value, double Low, double High) Compared(SloAnomalyBasis basis) =>
        (Mark == LatencyMark.Half ? _half : _quarter).Compared(basis);

    internal void Keep(KeptNumbers numbers)
    {
        _quarter.Keep(numbers);
        _half.Keep(numbers);
        Mark = numbers.Pass(Mark == LatencyMark.Half) ? LatencyMark.Half : LatencyMark.Quarter;
    }
}
