namespace Slo.Anomalies;

/// <summary>Finds unusually many or few events: no events where the time of the day or of the week has many are unusual.</summary>
internal sealed class TrafficDetector : ISignalDetector
{
    private readonly SeriesDetector _series = new(CountScale.NarrowestCount);
    private double _value;

    public SeriesVerdict? Add(long seconds, SloEventCounts counts)
    {
        _value = CountScale.OfCount(counts.Total);
        SeriesVerdict verdict = _series.Add(seconds, _value);
        return verdict with
        {
            Observed = verdict.Basis is SloAnomalyBasis.Value or SloAnomalyBasis.TimeOfDay or SloAnomalyBasis.HourOfWeek
                ? counts.Total : CountScale.ToCount(verdict.Observed),
            Low = CountScale.ToCount(verdict.Low),
            High = CountScale.ToCount(verdict.High),
        };
    }

    public (double Value, double Low, double High) Compared(SloAnomalyBasis basis)
    {
        (double low, double high) = _series.Range(basis);
        return (_series.Deviation(basis, _value), low, high);
    }
}
