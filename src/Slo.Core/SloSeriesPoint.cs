namespace Slo;

/// <summary>The events of one step of a series.</summary>
/// <param name="Time">The end of the step.</param>
/// <param name="Events">The events counted in the step, or null if none of it was observed.</param>
/// <param name="IsPartial">Whether they are those of a part of the step: it began before the history that is kept, goes on now, or was not
/// observed all the time.</param>
/// <param name="IsInterpolated">Whether the history of that time is coarser than the step: its events are divided evenly.</param>
public readonly record struct SloSeriesPoint(
    DateTimeOffset Time, SloEventCounts? Events, bool IsPartial = false, bool IsInterpolated = false);
