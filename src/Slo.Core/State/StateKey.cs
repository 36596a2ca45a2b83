namespace Slo.State;

/// <summary>What identifies a history: an objective, and what it counted. Names are compared without case.</summary>
/// <param name="Name">In upper case.</param>
/// <param name="CountingKey">Tells which events were counted, and as what.</param>
internal readonly record struct StateKey(string Name, string CountingKey)
{
    internal static StateKey Of(SloObjective objective) => new(objective.Name.ToUpperInvariant(), objective.CountingKey);

    internal static StateKey Of(SloObjectiveState state) => new(state.Name.ToUpperInvariant(), state.CountingKey);
}
