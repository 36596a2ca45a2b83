namespace Slo.Hosting.Persistence;

/// <summary>What was saved last of an objective.</summary>
/// <param name="Mark">Up to where.</param>
/// <param name="CompletedAt">When all of it was saved.</param>
internal sealed record SavedState(SloObjectiveState Mark, DateTimeOffset CompletedAt);
