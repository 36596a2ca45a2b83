namespace Slo;

/// <summary>The counts of a range of time, by the clock of the store.</summary>
/// <param name="From">Its start, UTC.</param>
/// <param name="To">Its end, UTC.</param>
/// <param name="Counts">The counts of each objective that had events.</param>
public sealed record SloFleetSlice(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<SloFleetCounts> Counts);
