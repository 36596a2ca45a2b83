namespace Slo;

/// <summary>The state of a reaction as a store keeps it; or a decision about one, or the alerts from elsewhere of one name.</summary>
/// <param name="Name">The name of the reaction; with a slash for the others. A store takes it as it is.</param>
/// <param name="Revision">The number of the state, from 1; one more with each write.</param>
/// <param name="Content">The state as JSON; at most 100,000 characters. A store does not need to understand it.</param>
public sealed record SloReactionRecord(string Name, long Revision, string Content);
