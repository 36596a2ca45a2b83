namespace Slo;

/// <summary>The events of a stretch of time that was observed, as the history of an objective keeps them.</summary>
/// <param name="From">Its start, UTC.</param>
/// <param name="To">Its end, UTC; after its start.</param>
/// <param name="Events">The events counted in it; both counts are 0 or more.</param>
public readonly record struct SloHistoryStep(DateTimeOffset From, DateTimeOffset To, SloEventCounts Events);
