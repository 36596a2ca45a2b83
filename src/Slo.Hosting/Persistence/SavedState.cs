namespace Slo.Hosting.Persistence;

/// <summary>What is in the store of an objective.</summary>
/// <param name="Complete">The mark of its last complete state.</param>
/// <param name="Last">The mark of its last state.</param>
/// <param name="CompletedAt">When the complete state was saved.</param>
internal sealed record SavedState(SloObjectiveState Complete, SloObjectiveState Last, DateTimeOffset CompletedAt);
