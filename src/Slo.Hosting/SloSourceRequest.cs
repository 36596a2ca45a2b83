namespace Slo;

/// <summary>What a source is asked for.</summary>
/// <param name="Objective">The objective.</param>
/// <param name="Queries">Its indicator.</param>
/// <param name="From">The start, UTC, at a multiple of <see cref="SloSource.Step"/>.</param>
/// <param name="To">The end, UTC, at a multiple of <see cref="SloSource.Step"/>: it is past for <see cref="SloSource.Delay"/>.</param>
public readonly record struct SloSourceRequest(SloObjective Objective, QueryIndicator Queries, DateTimeOffset From, DateTimeOffset To);
