namespace Slo;

/// <summary>What a source knows of a stretch of time: how many events there were in it, and how many of them were good.</summary>
/// <remarks>
/// The counts may have fractions, as rates of PromQL do: they are added up over the steps, and counted as whole events. A step with a count
/// that is no number, or is negative, was not observed; good events beyond the total are left out.
/// </remarks>
/// <param name="From">Its start, UTC.</param>
/// <param name="To">Its end, UTC; after its start.</param>
/// <param name="Good">The good events.</param>
/// <param name="Total">All events, good and bad.</param>
public readonly record struct SloSourceStep(DateTimeOffset From, DateTimeOffset To, double Good, double Total);
