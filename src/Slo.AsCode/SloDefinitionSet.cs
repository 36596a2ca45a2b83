using Slo.AsCode.Reading;

namespace Slo;

/// <summary>What was read from definition files: the objectives that are whole, and everything found on the way. Immutable.</summary>
/// <param name="Objectives">In the order of the documents, names unique without regard to case.</param>
/// <param name="Findings">Sorted by file, line and column.</param>
public sealed record SloDefinitionSet(IReadOnlyList<SloObjective> Objectives, IReadOnlyList<SloFinding> Findings)
{
    /// <summary>Whether nothing was refused.</summary>
    public bool IsValid => !Findings.Any(finding => finding.Severity == SloFindingSeverity.Error);

    /// <summary>Where each objective is declared, by name.</summary>
    internal IReadOnlyDictionary<string, SourceLocation> Locations { get; init; } = new Dictionary<string, SourceLocation>();
}
