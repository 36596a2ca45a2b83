namespace Slo;

/// <summary>Events of one objective.</summary>
/// <param name="Objective">Its name.</param>
/// <param name="CountingKey">Its <see cref="SloObjective.CountingKey"/>: instances that count something else under the same name, because
/// they run another version, are not added up with it.</param>
/// <param name="Events">Good and bad events.</param>
public readonly record struct SloFleetCounts(string Objective, string CountingKey, SloEventCounts Events);
