namespace Slo;

/// <summary>The state of a reaction, a decision about it, or the alerts from elsewhere of one name, as a store keeps it.</summary>
/// <param name="Name">The name of the record, unique in its set. A store takes it as it is.</param>
/// <param name="Revision">The number of the state, from 1; one more with each write.</param>
/// <param name="Content">JSON of at most 100,000 characters. A store keeps it unchanged.</param>
public sealed record SloReactionRecord(string Name, long Revision, string Content);
