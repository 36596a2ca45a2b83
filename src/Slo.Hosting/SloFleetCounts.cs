namespace Slo;

/// <summary>The events of one objective in a slice.</summary>
/// <param name="Objective">The name of the objective.</param>
/// <param name="CountingKey">Its <see cref="SloObjective.CountingKey"/>. Counts with different keys are not summed, for example of two
/// versions of the app that define the objective differently.</param>
/// <param name="Events">Good and bad events.</param>
public readonly record struct SloFleetCounts(string Objective, string CountingKey, SloEventCounts Events);
