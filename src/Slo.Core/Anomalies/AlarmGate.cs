namespace Slo.Anomalies;

/// <summary>
/// Makes rare alarms of excesses: a young series and one that has often alarmed need more, and after an alarm there is silence, which only
/// a clearly worse one breaks.
/// </summary>
internal struct AlarmGate
{
    private int _rest;
    private double _alarms;

    internal readonly bool IsSilent => _rest > 0;

    /// <summary>The score of a sample: 0 in the silence after an alarm.</summary>
    /// <param name="excess">The sum of what lies outside of envelopes.</param>
    /// <param name="seconds">Since the first sample.</param>
    internal double Add(double excess, long seconds)
    {
        var score = excess / (1 + (Tuning.Habit * _alarms) + (Tuning.YouthSeconds / Math.Max(1, seconds)));
        _alarms -= Tuning.HabitFade * _alarms;
        if (_rest > 0)
        {
            _rest--;
            if (score < Tuning.Break)
            {
                return 0;
            }

            _rest = Tuning.Rest;
        }
        else if (score >= Tuning.Threshold)
        {
            _alarms++;
            _rest = Tuning.Rest;
        }

        return score;
    }

    internal void Keep(KeptNumbers numbers)
    {
        _rest = (int)numbers.Pass(_rest, 0, Tuning.Rest);
        _alarms = numbers.Pass(_alarms, 0, RatioDetector.MostAlarms);
    }
}
