namespace Slo.Anomalies;

/// <summary>
/// The detector of one series of any values: envelopes of the value, of three exponential levels, and of what a day and a week do not
/// explain. State and time of a sample do not depend on how many there were. One thread at a time.
/// </summary>
internal sealed class SeriesDetector
{
    private readonly double _narrowest;
    private readonly SeasonProfile _day = new(24, 86_400);
    private readonly SeasonProfile _week = new(168, 604_800);
    private readonly Level[] _levels = new Level[Tuning.Spans.Length];
    private Envelope _values;
    private AlarmGate _gate;
    private double _mean;
    private double _variance;
    private long _count;
    private long _first;
    private long _last;

    /// <param name="narrowest">The least width of an envelope of values, beside <see cref="Tuning.Narrowest"/>; that of a level is
    /// narrower by the square root of its span, as noise is.</param>
    internal SeriesDetector(double narrowest = 1e-12)
    {
        _narrowest = narrowest;
    }

    /// <summary>Whether it judges.</summary>
    internal bool IsKnown => _count > Tuning.LeastSamples && _last - _first >= Tuning.LeastSeconds;

    /// <summary>What a comparison compares now: the value or level, less the usual one of its season.</summary>
    internal double Deviation(SloAnomalyBasis basis, double value) => basis switch
    {
        SloAnomalyBasis.TimeOfDay => value - (_day.Usual ?? value),
        SloAnomalyBasis.HourOfWeek => value - (_week.Usual ?? value),
        SloAnomalyBasis.Value => value,
        _ => _levels[basis - SloAnomalyBasis.ShortLevel].Value,
    };

    /// <summary>The range of what it compares.</summary>
    internal (double Low, double High) Range(SloAnomalyBasis basis) => basis switch
    {
        SloAnomalyBasis.TimeOfDay => _day.Range,
        SloAnomalyBasis.HourOfWeek => _week.Range,
        SloAnomalyBasis.Value => _values.Range,
        _ => _levels[basis - SloAnomalyBasis.ShortLevel].Range,
    };

    /// <summary>Judges a sample by those before it, and takes it up.</summary>
    /// <param name="seconds">Since 1970; before those of the last sample, that sample's count.</param>
    /// <param name="sample">Finite.</param>
    internal SeriesVerdict Add(long seconds, double sample)
    {
        var value = Math.Clamp(sample, -Tuning.Largest, Tuning.Largest);
        _last = _count == 0 ? seconds : Math.Max(_last, seconds);
        if (_count == 0)
        {
            _first = _last;
            _mean = value;
            Array.Fill(_levels, new Level(value));
        }

        Span<double> parts = stackalloc double[(int)SloAnomalyBasis.HourOfWeek + 1];
        Span<(double Low, double High)> ranges = stackalloc (double, double)[parts.Length];
        var share = Tuning.Narrowest * Math.Abs(_mean);
        var isSilent = _gate.IsSilent;
        ranges[0] = _values.Range;
        parts[0] = _values.Add(value, Math.Max(share, _narrowest), isSilent);
        for (var i = 0; i < _levels.Length; i++)
        {
            var span = Tuning.Spans[i];
            ranges[i + 1] = _levels[i].Range;
            parts[i + 1] = _levels[i].Add(value, span, _count, Math.Max(share, _narrowest / Math.Sqrt(span)), isSilent);
        }

        AddToMoments(value);
        (double, double, bool) series = (_variance, Math.Max(share, _narrowest), isSilent);
        ranges[(int)SloAnomalyBasis.TimeOfDay] = _day.Range;
        parts[(int)SloAnomalyBasis.TimeOfDay] = _day.Add(_last, _last - _first, value, series);
        ranges[(int)SloAnomalyBasis.HourOfWeek] = _week.Range;
        parts[(int)SloAnomalyBasis.HourOfWeek] = _week.Add(_last, _last - _first, value, series);
        _count++;
        return Judge(value, parts, ranges);
    }

    private SeriesVerdict Judge(double value, Span<double> parts, Span<(double Low, double High)> ranges)
    {
        if (!IsKnown)
        {
            return default;
        }

        var sum = 0.0;
        var most = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            sum += parts[i];
            most = parts[i] > parts[most] ? i : most;
        }

        var basis = (SloAnomalyBasis)most;
        var usual = basis switch
        {
            SloAnomalyBasis.TimeOfDay => _day.Usual ?? 0,
            SloAnomalyBasis.HourOfWeek => _week.Usual ?? 0,
            _ => 0,
        };
        return new(true, _gate.Add(sum, _last - _first), basis, Deviation(basis, value) + usual, ranges[most].Low + usual,
            ranges[most].High + usual);
    }

    private void AddToMoments(double value)
    {
        var weight = Math.Max(Tuning.Memory, 1.0 / (_count + 1));
        var distance = value - _mean;
        _mean += weight * distance;
        _variance += weight * ((distance * (value - _mean)) - _variance);
    }

    /// <summary>An exponential mean, and the range in which it was.</summary>
    private struct Level(double first)
    {
        private Envelope _envelope;

        internal double Value { get; private set; } = first;

        internal readonly (double Low, double High) Range => _envelope.Range;

        internal double Add(double value, int span, long count, double narrowest, bool isSilent)
        {
            Value += Math.Max(2.0 / (span + 1), 1.0 / (count + 1)) * (value - Value);
            return count < span ? 0 : _envelope.Add(Value, narrowest, isSilent) / (1 + (Tuning.YouthSpans * span / count));
        }
    }
}
