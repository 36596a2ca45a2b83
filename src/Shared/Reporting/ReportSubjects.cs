namespace Slo.Shared.Reporting;

/// <summary>Gathers what is known of objectives, from one registry and what is kept of incidents and ledger.</summary>
internal static class ReportSubjects
{
    /// <param name="registry">The objectives, and what was decided about them.</param>
    /// <param name="names">Which objectives; none: all.</param>
    /// <param name="incidents">Incidents of any objective.</param>
    /// <param name="entries">Entries of the ledger.</param>
    /// <param name="cancel">Ends it.</param>
    /// <param name="most">How many at most: those with the least budget left now.</param>
    /// <returns>The objectives, and how many there are besides, whose history is not read.</returns>
    internal static (IReadOnlyList<ReportSubject> Subjects, int Omitted) Of(
        SloRegistry registry, IReadOnlyCollection<string> names, IEnumerable<SloIncident> incidents,
        IReadOnlyList<SloLedgerEntry> entries, CancellationToken cancel, int most = ReportLimits.MostObjectives)
    {
        ILookup<string, SloIncident> byName = incidents.ToLookup(incident => incident.Name, StringComparer.OrdinalIgnoreCase);
        IReadOnlyList<SloExclusion> exclusions = registry.Exclusions;
        IReadOnlyList<SloTargetOverride> overrides = registry.TargetOverrides;
        SloTracker[] wanted =
        [
            .. registry.Trackers.Where(one => names.Count == 0 || names.Contains(one.Objective.Name, StringComparer.OrdinalIgnoreCase)),
        ];
        Dictionary<string, ReportSubject> known = new(StringComparer.OrdinalIgnoreCase);
        ReportSubject[] all = [.. Worst(wanted, most).Select(tracker => SubjectOf(tracker.Objective))];
        SloObjective[] declared = [.. registry.Trackers.Select(tracker => tracker.Objective)];
        return (
            [
                .. all.Select(one => one with { Siblings = [.. SiblingObjectives.Of(one.Objective, declared).Select(SubjectOf)] }),
            ],
            wanted.Length - all.Length);

        ReportSubject SubjectOf(SloObjective objective)
        {
            cancel.ThrowIfCancellationRequested();
            var name = objective.Name;
            return known.TryGetValue(name, out ReportSubject? one) ? one : known[name] = new(
                objective,
                [.. registry.CaptureOne(name)?.GetSteps() ?? []],
                [.. byName[name]],
                [.. entries.Where(entry => entry.Objective is null || Is(entry.Objective, name))])
            {
                Exclusions = [.. exclusions.Where(one => one.Objective is null || Is(one.Objective, name))],
                Overrides = [.. overrides.Where(one => Is(one.Objective, name))],
                Latency = registry.TryGet(name, out SloTracker? tracker)
                    ? [.. tracker.Observations.Where(observation => observation.Signal == SloAnomalySignal.Latency)] : [],
            };
        }
    }

    // Where there are more than a report has, those with the least budget left now.
    private static IEnumerable<SloTracker> Worst(SloTracker[] all, int most) => all.Length <= most
        ? all
        : all.OrderBy(tracker => tracker.Status.ErrorBudgetRemainingRatio ?? double.PositiveInfinity).Take(most);

    private static bool Is(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
