namespace Slo;

/// <summary>The changes made by a new set of definitions, by name.</summary>
/// <param name="Added">New objectives.</param>
/// <param name="Removed">Objectives that are no longer tracked.</param>
/// <param name="Redefined">Objectives whose target, rules or texts changed; their counts continue.</param>
/// <param name="Restarted">Objectives whose events have a new meaning; their counts restarted.</param>
public sealed record SloDefinitionChanges(
    IReadOnlyList<string> Added, IReadOnlyList<string> Removed, IReadOnlyList<string> Redefined, IReadOnlyList<string> Restarted)
{
    /// <summary>Whether nothing changed.</summary>
    public bool IsEmpty => Added.Count + Removed.Count + Redefined.Count + Restarted.Count == 0;
}
