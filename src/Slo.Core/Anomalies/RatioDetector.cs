namespace Slo.Anomalies;

/// <summary>
/// Finds unusually many bad events. A ratio counts by how far it stands above its baseline beyond what chance explains with so many
/// events: one bad event of two is nothing. A slice without events says nothing.
/// </summary>
internal sealed class RatioDetector : ISignalDetector
{
    // What no detector comes to, for what is read from a store.
    internal const double MostEvents = long.MaxValue;
    internal const double MostUsual = 10;
    internal const double MostScore = 100;
    internal const double MostAlarms = 1000;

    // A week of slices.
    private const double BaselineMemory = 1.0 / 2000;

    private readonly RatioLevel[] _levels = [new(1), new(Tuning.Spans[0]), new(Tuning.Spans[1])];
    private AlarmGate _gate;
    private double _bad;
    private double _total;
    private double _squares;
    private long _slices;
    private long _first;

    public SeriesVerdict? Add(long seconds, SloEventCounts counts)
    {
        if (counts.Total == 0)
        {
            return null;
        }

        _first = _slices == 0 ? seconds : _first;
        (double, double) baseline = _slices == 0 ? (0, 0) : (_bad / _squares, _total / _squares);
        var isSilent = _gate.IsSilent;
        var excess = 0.0;
        var most = 0;
        var greatest = 0.0;
        for (var i = 0; i < _levels.Length; i++)
        {
            var part = _levels[i].Add(counts, _slices, baseline, isSilent);
            excess += part;
            (most, greatest) = part > greatest ? (i, part) : (most, greatest);
        }

        AddToBaseline(counts);
        _slices++;
        var elapsed = seconds - _first;
        if (_slices <= Tuning.LeastSamples || elapsed < Tuning.LeastSeconds)
        {
            return default(SeriesVerdict);
        }

        return new(true, _gate.Add(excess, elapsed), (SloAnomalyBasis)most, _levels[most].Ratio, 0, _levels[most].ExpectedHigh);
    }

    public (double Value, double Low, double High) Compared(SloAnomalyBasis basis) =>
        (_levels[(int)basis].Deviation, 0, _levels[(int)basis].High);

    internal void Keep(KeptNumbers numbers)
    {
        for (var i = 0; i < _levels.Length; i++)
        {
            _levels[i].Keep(numbers);
        }

        _gate.Keep(numbers);
        _total = numbers.Pass(_total, 0, MostEvents);
        _bad = numbers.Pass(_bad, 0, _total);
        _squares = numbers.Pass(_squares, 0, 1);
        _slices = numbers.Pass(_slices, 0, int.MaxValue);
        _first = numbers.Pass(_first, 0, DateTimeOffset.MaxValue.ToUnixTimeSeconds());

        // Divided by, from the first slice on.
        numbers.Require(_slices == 0 || _squares > 0);
    }

    // An incident does not become the baseline: its bad events count up to what would have been usual.
    private void AddToBaseline(SloEventCounts counts)
    {
        var weight = Math.Max(BaselineMemory, 1.0 / (_slices + 1));
        var most = _slices < Tuning.Spans[0] ? counts.Bad : Math.Min(counts.Bad, counts.Total * _levels[0].ExpectedHigh);
        _bad += weight * (most - _bad);
        _total += weight * (counts.Total - _total);
        _bad = Math.Min(_bad, _total);
        _squares = ((1 - weight) * (1 - weight) * _squares) + (weight * weight);
    }
}
