namespace Slo;

/// <summary>The events of a source in a range of time.</summary>
/// <remarks>
/// The counts may have fractions, like rates in PromQL: they are added up over the steps, and counted as whole events. A step
/// with a count that is negative or not finite was not observed. Good events beyond the total are ignored.
/// </remarks>
/// <param name="From">Its start, UTC.</param>
/// <param name="To">Its end, UTC; after its start.</param>
/// <param name="Good">The good events.</param>
/// <param name="Total">All events, good and bad.</param>
public readonly record struct SloSourceStep(DateTimeOffset From, DateTimeOffset To, double Good, double Total);
