namespace Slo.Shared.Reporting;

/// <summary>Gathers what is known of objectives, from one registry and what is kept of incidents and ledger.</summary>
internal static class ReportSubjects
{
    /// <param name="registry">The objectives, and what was decided about them.</param>
    /// <param name="names">Which objectives; none: all.</param>
    /// <param name="incidents">Incidents of any objective.</param>
    /// <param name="entries">Entries of the ledger.</param>
    /// <param name="cancel">Ends it.</param>
    internal static IReadOnlyList<ReportSubject> Of(
        SloRegistry registry, IReadOnlyCollection<string> names, IEnumerable<SloIncident> incidents,
        IReadOnlyList<SloLedgerEntry> entries, CancellationToken cancel)
    {
        ILookup<string, SloIncident> byName = incidents.ToLookup(incident => incident.Name, StringComparer.OrdinalIgnoreCase);
        IReadOnlyList<SloExclusion> exclusions = registry.Exclusions;
        IReadOnlyList<SloTargetOverride> overrides = registry.TargetOverrides;
        List<ReportSubject> all = [];
        foreach (SloObjective objective in registry.Trackers.Select(tracker => tracker.Objective)
            .Where(objective => names.Count == 0 || names.Contains(objective.Name, StringComparer.OrdinalIgnoreCase)))
        {
            cancel.ThrowIfCancellationRequested();
            var name = objective.Name;
            all.Add(new(
                objective,
                [.. registry.CaptureOne(name)?.GetSteps() ?? []],
                [.. byName[name]],
                [.. entries.Where(entry => entry.Objective is null || Is(entry.Objective, name))])
            {
                Exclusions = [.. exclusions.Where(one => one.Objective is null || Is(one.Objective, name))],
                Overrides = [.. overrides.Where(one => Is(one.Objective, name))],
            });
        }

        return all;
    }

    private static bool Is(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
