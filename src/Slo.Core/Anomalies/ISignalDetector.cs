namespace Slo.Anomalies;

/// <summary>Judges one signal of an objective slice by slice.</summary>
internal interface ISignalDetector
{
    /// <summary>Judges a slice by those before it, and takes it up.</summary>
    /// <param name="seconds">The end of the slice, since 1970.</param>
    /// <param name="counts">Its events.</param>
    /// <returns>In the unit of the signal; of a slice that says nothing about it, null.</returns>
    SeriesVerdict? Add(long seconds, SloEventCounts counts);

    /// <summary>The quantity that a comparison compares, and the range in which it was before the last slice.</summary>
    (double Value, double Low, double High) Compared(SloAnomalyBasis basis);
}
