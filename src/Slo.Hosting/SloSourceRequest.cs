namespace Slo;

/// <summary>A request to a source: an objective and a range of time.</summary>
/// <param name="Objective">The objective.</param>
/// <param name="Queries">Its indicator.</param>
/// <param name="From">The start, UTC, at a multiple of <see cref="SloSource.Step"/>.</param>
/// <param name="To">The end, UTC, at a multiple of <see cref="SloSource.Step"/>, at least <see cref="SloSource.Delay"/> ago.</param>
public readonly record struct SloSourceRequest(SloObjective Objective, QueryIndicator Queries, DateTimeOffset From, DateTimeOffset To);
