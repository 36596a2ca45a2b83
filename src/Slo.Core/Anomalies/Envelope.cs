namespace Slo.Anomalies;

/// <summary>
/// The range in which a quantity has been: edges that follow it outwards at once and fade back slowly. What it reaches while an alarm is
/// silent widens an outer range, which is forgotten much faster: the next incident of the same size is an anomaly again.
/// </summary>
internal struct Envelope
{
    private double _low;
    private double _high;
    private double _outerLow;
    private double _outerHigh;
    private bool _hasValue;

    /// <summary>The edges beyond which a value is unusual.</summary>
    internal readonly (double Low, double High) Range => (_outerLow, _outerHigh);

    /// <summary>How far a value lies outside, as a share of the width, up to 1; then takes it up.</summary>
    /// <param name="value">Finite.</param>
    /// <param name="narrowest">The least width.</param>
    /// <param name="isSilent">Whether an alarm is silent.</param>
    internal double Add(double value, double narrowest, bool isSilent)
    {
        if (!_hasValue)
        {
            _hasValue = true;
            _low = _high = _outerLow = _outerHigh = value;
            return 0;
        }

        var beyond = value > _outerHigh ? value - _outerHigh : value < _outerLow ? _outerLow - value : 0;
        var excess = beyond == 0 ? 0 : Math.Min(1, beyond / Math.Max(_high - _low, narrowest));
        if (isSilent)
        {
            _outerHigh = Math.Max(_outerHigh, value);
            _outerLow = Math.Min(_outerLow, value);
        }

        var outwards = isSilent ? Tuning.Learning : 1;
        _high += (value > _high ? outwards : Tuning.Fade) * (value - _high);
        _low += (value < _low ? outwards : Tuning.Fade) * (value - _low);
        _outerHigh = Math.Max(_high, _outerHigh - (Tuning.Forgetting * (_outerHigh - _high)));
        _outerLow = Math.Min(_low, _outerLow + (Tuning.Forgetting * (_low - _outerLow)));
        return excess;
    }

    /// <summary>Of values that are deviations of ratios.</summary>
    internal void Keep(KeptNumbers numbers)
    {
        _hasValue = numbers.Pass(_hasValue);
        _outerLow = numbers.Pass(_outerLow, 0, CountScale.LargestRatio);
        _low = numbers.Pass(_low, _outerLow, CountScale.LargestRatio);
        _high = numbers.Pass(_high, _low, CountScale.LargestRatio);
        _outerHigh = numbers.Pass(_outerHigh, _high, CountScale.LargestRatio);
    }
}
