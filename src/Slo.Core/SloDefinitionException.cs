namespace Slo;

/// <summary>A definition that cannot be built. The exception has all faults that were found.</summary>
public sealed class SloDefinitionException : Exception
{
    // A fault quotes the definition, and must stay a line of its own in a log.
    internal const int MaximumFault = 2000;

    /// <summary>Creates the exception from all faults found.</summary>
    /// <param name="faults">Each names the key, its value, the rule and the remedy.</param>
    public SloDefinitionException(IReadOnlyList<string> faults)
        : base(Describe(faults)) => Faults = Clean(faults);

    /// <summary>All faults, in the order in which the definition was read.</summary>
    public IReadOnlyList<string> Faults { get; }

    private static string Describe(IReadOnlyList<string> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        return faults.Count == 1
            ? Clean(faults)[0]
            : $"{faults.Count} faults in SLO definitions:{Environment.NewLine}- {string.Join(Environment.NewLine + "- ", Clean(faults))}";
    }

    private static string[] Clean(IReadOnlyList<string> faults) => [.. faults.Select(fault => SloText.OneLine(fault, MaximumFault))];
}
