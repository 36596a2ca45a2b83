namespace Slo.Tests.Crossing;

/// <summary>Events at one instant between two ticks.</summary>
/// <param name="Quarter">After how many quarters of the time up to the tick, 0 to 4.</param>
/// <param name="Group">The number of their group; -1: none.</param>
/// <param name="Good">Good events.</param>
/// <param name="Bad">Bad events.</param>
public readonly record struct CrossingRecord(int Quarter, int Group, int Good, int Bad);
