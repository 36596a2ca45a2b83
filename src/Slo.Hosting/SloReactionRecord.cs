namespace Slo;

/// <summary>The state of a reaction, or the decision about it, as a store keeps it.</summary>
/// <param name="Name">The name of the record, unique in its set.</param>
/// <param name="Revision">The number of the state, from 1; one more with each write.</param>
/// <param name="Content">JSON of at most 100,000 characters. A store keeps it unchanged.</param>
public sealed record SloReactionRecord(string Name, long Revision, string Content);
