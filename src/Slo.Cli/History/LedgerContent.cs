namespace Slo.Cli.History;

/// <summary>What happened around objectives, and what was decided about them and still applies.</summary>
/// <param name="Entries">Of the ledger, the oldest first.</param>
/// <param name="Exclusions">Those that were decided while the app ran.</param>
/// <param name="Overrides">Those of targets.</param>
internal sealed record LedgerContent(
    IReadOnlyList<SloLedgerEntry> Entries, IReadOnlyList<SloExclusion> Exclusions, IReadOnlyList<SloTargetOverride> Overrides)
{
    /// <summary>What is about these objectives, or about all of them.</summary>
    /// <param name="names">None: everything.</param>
    internal LedgerContent About(IReadOnlyList<string> names)
    {
        HashSet<string> wanted = new(names, StringComparer.OrdinalIgnoreCase);
        return names.Count == 0 ? this : new(
            [.. Entries.Where(entry => entry.Objective is null || wanted.Contains(entry.Objective))],
            [.. Exclusions.Where(exclusion => exclusion.Objective is null || wanted.Contains(exclusion.Objective))],
            [.. Overrides.Where(one => wanted.Contains(one.Objective))]);
    }
}
