namespace Slo;

/// <summary>The events of one step of a series.</summary>
/// <param name="Time">The end of the step.</param>
/// <param name="Events">The events counted in the step, or null if none of it was observed.</param>
public readonly record struct SloSeriesPoint(DateTimeOffset Time, SloEventCounts? Events);
