namespace Slo.Anomalies;

/// <summary>
/// One signal of an objective: opens an observation when the score passes the threshold, and closes it when what was unusual is back in the
/// range of before, or has lasted so long that it is the new normal.
/// </summary>
internal sealed class SignalWatch(string name, SloAnomalySignal signal, ISignalDetector detector)
{
    // Slices back to normal in a row, and the most that one stays open: a day.
    private const int NormalSlices = 3;
    private const int MostSlices = 288;

    private SloObservation? _open;
    private (double Low, double High) _usual;
    private DateTimeOffset _normalSince;
    private int _normal;
    private int _slices;

    internal bool IsOpen => _open is not null;

    /// <summary>The score of the last slice, or the highest of the observation that is open; null: unknown.</summary>
    internal double? Score { get; private set; }

    /// <summary>Takes up a slice.</summary>
    /// <param name="from">Where it begins.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="counts">Its events.</param>
    /// <param name="changed">An observation that was opened or changed.</param>
    /// <returns>Whether one was; if it was open before, it takes its place.</returns>
    internal bool Add(DateTimeOffset from, DateTimeOffset to, SloEventCounts counts, out SloObservation changed) =>
        Take(from, detector.Add(to.ToUnixTimeSeconds(), counts), out changed);

    /// <summary>Takes up a slice that its detector has judged.</summary>
    /// <param name="from">Where it begins.</param>
    /// <param name="verdict">Of a slice that says nothing, null.</param>
    /// <param name="changed">An observation that was opened or changed.</param>
    /// <returns>Whether one was; if it was open before, it takes its place.</returns>
    internal bool Take(DateTimeOffset from, SeriesVerdict? verdict, out SloObservation changed)
    {
        SloObservation? before = _open;
        SloObservation? after = verdict is { } judged ? Follow(from, judged) : Wait(from);
        changed = after!;
        return !ReferenceEquals(before, after);
    }

    /// <summary>Of a signal that is a ratio.</summary>
    internal void Keep(KeptNumbers numbers)
    {
        Score = numbers.Pass(Score is not null) ? numbers.Pass(Score ?? 0, 0, RatioDetector.MostScore) : null;
        if (numbers.Pass(_open is not null))
        {
            _open = KeptObservation.Pass(numbers, name, signal, _open);
            _usual.Low = numbers.Pass(_usual.Low, 0, CountScale.LargestRatio);
            _usual.High = numbers.Pass(_usual.High, 0, CountScale.LargestRatio);
            _normalSince = numbers.Pass(_normalSince);
            _normal = (int)numbers.Pass(_normal, 0, NormalSlices);
            _slices = (int)numbers.Pass(_slices, 0, MostSlices);
        }
    }

    private SloObservation? Follow(DateTimeOffset from, SeriesVerdict verdict)
    {
        var isAnomalous = verdict.IsKnown && verdict.Score >= Tuning.Threshold;
        if (_open is not { } open)
        {
            Score = verdict.IsKnown ? verdict.Score : null;
            return isAnomalous ? Open(from, verdict) : null;
        }

        if (isAnomalous && verdict.Score > open.Score)
        {
            open = open with { Score = verdict.Score };
        }

        (var value, _, _) = detector.Compared(open.Basis);
        var margin = 0.1 * (_usual.High - _usual.Low);
        var isNormal = value >= _usual.Low - margin && value <= _usual.High + margin;
        _normalSince = isNormal && _normal == 0 ? from : _normalSince;
        _normal = isNormal ? _normal + 1 : 0;
        _slices++;
        if (_normal >= NormalSlices || _slices >= MostSlices)
        {
            open = open with { EndedAt = _normal > 0 ? _normalSince : from };
            _open = null;
            Score = verdict.IsKnown ? verdict.Score : null;
            return open;
        }

        Score = open.Score;
        return _open = open;
    }

    // A slice that says nothing: a signal that has ended must not stay unusual for ever.
    private SloObservation? Wait(DateTimeOffset from)
    {
        Score = null;
        if (_open is not { } open || ++_slices < MostSlices)
        {
            return _open;
        }

        _open = null;
        return open with { EndedAt = from };
    }

    private SloObservation Open(DateTimeOffset from, SeriesVerdict verdict)
    {
        (_, var low, var high) = detector.Compared(verdict.Basis);
        _usual = (low, high);
        _normal = _slices = 0;
        return _open = new SloObservation(
            name, signal, from, null, verdict.Score, verdict.Basis, verdict.Observed, verdict.Low, verdict.High);
    }
}
