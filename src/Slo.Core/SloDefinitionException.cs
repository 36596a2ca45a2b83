namespace Slo;

/// <summary>A definition that cannot be built. The exception has all errors that were found.</summary>
public sealed class SloDefinitionException : Exception
{
    /// <summary>Creates the exception from all errors found.</summary>
    /// <param name="findings">Each names the key, its value, the rule and the remedy.</param>
    public SloDefinitionException(IReadOnlyList<SloFinding> findings)
        : base(Describe(findings)) => Findings = [.. findings];

    /// <summary>All errors, in the order in which the definition was read.</summary>
    public IReadOnlyList<SloFinding> Findings { get; }

    private static string Describe(IReadOnlyList<SloFinding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        return findings.Count == 1
            ? findings[0].ToString()
            : $"{findings.Count} errors in SLO definitions:{Environment.NewLine}- {string.Join(Environment.NewLine + "- ", findings)}";
    }
}
