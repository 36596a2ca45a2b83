namespace Slo;

/// <summary>The state of a reaction as a store keeps it.</summary>
/// <param name="Name">The name of the reaction.</param>
/// <param name="Revision">The number of the state, from 1; one more with each write.</param>
/// <param name="Content">The state as JSON; at most 100,000 characters. A store does not need to understand it.</param>
public sealed record SloReactionRecord(string Name, long Revision, string Content);
