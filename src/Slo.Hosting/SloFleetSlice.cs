namespace Slo;

/// <summary>What was counted in a stretch of time, by the clock of the store.</summary>
/// <param name="From">Its start, UTC.</param>
/// <param name="To">Its end, UTC.</param>
/// <param name="Counts">Of each objective that had events.</param>
public sealed record SloFleetSlice(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<SloFleetCounts> Counts);
