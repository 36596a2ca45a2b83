namespace Slo.AspNetCore.Shedding;

/// <summary>Marks an endpoint that answers in place of one that is shed.</summary>
/// <param name="Set">The set of the objective that is protected; empty: the default set.</param>
/// <param name="Objective">Its name.</param>
internal sealed record ShedMetadata(string Set, string Objective)
{
    /// <summary>Whether it protects this objective.</summary>
    internal bool Protects(string set, string objective) =>
        set == Set && objective.Equals(Objective, StringComparison.OrdinalIgnoreCase);
}
