namespace Slo.Attribution;

/// <summary>How many events one value had in each minute.</summary>
/// <param name="Dimension">The <see cref="SloDimension"/> of the value.</param>
/// <param name="Value">The value.</param>
/// <param name="Minutes">The counts, from the oldest minute.</param>
internal sealed record EventSeries(int Dimension, string Value, SloEventCounts[] Minutes);
