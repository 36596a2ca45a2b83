namespace Slo.Hosting.Reactions;

/// <summary>Reads the alerts that start a reaction, and the conditions of its steps. Thread-safe.</summary>
/// <param name="plan">The reaction.</param>
/// <param name="registry">The objectives, of this instance or of the fleet.</param>
/// <param name="fleet">The fleet; null: there is none.</param>
/// <param name="elsewhere">Alerts from elsewhere.</param>
internal sealed class ReactionSignals(ReactionPlan plan, SloRegistry registry, SloFleet? fleet, ElsewhereStore elsewhere)
{
    internal ReactionSignal Read(DateTimeOffset now)
    {
        ReactionSignal strongest = OfObjectives().Concat(OfElsewhere())
            .OrderByDescending(signal => signal.Severity).ThenBy(signal => signal.Objective, StringComparer.Ordinal).FirstOrDefault();
        return strongest.IsOn ? strongest with { WaitsFor = WaitsFor(strongest, now) } : strongest with { Objective = "" };
    }

    /// <summary>Takes the alerts from elsewhere that the store has.</summary>
    internal void Take(IReadOnlyDictionary<string, SloReactionRecord> records) => elsewhere.Merge(records);

    private IEnumerable<ReactionSignal> OfObjectives()
    {
        foreach (var name in plan.Objectives)
        {
            // An objective that a reload removed has no alert.
            if (registry.TryGet(name, out SloTracker? tracker) && tracker.Status is { } status
                && SeverityOf(status.Alert) is { } severity && severity >= plan.MinimumSeverity)
            {
                yield return new(true, status.Objective.Name, severity, plan.Rule ?? status.Alert.Cause?.ToString(), status, null);
            }
        }
    }

    private AlertSeverity? SeverityOf(SloAlert alert) => plan.Rule is not { } rule ? alert.Severity
        : alert.Firing.Where(status => status.Rule.ToString() == rule).Select(status => (AlertSeverity?)status.Rule.Severity).Max();

    private IEnumerable<ReactionSignal> OfElsewhere() =>
        from name in plan.Alerts
        from alert in elsewhere.Alerts.Firing(name)
        where alert.Severity >= plan.MinimumSeverity
        select new ReactionSignal(true, alert.Name, alert.Severity, alert.Cause, null, null);

    private string? WaitsFor(in ReactionSignal signal, DateTimeOffset now)
    {
        if (plan.AllowedTime is { } allowed && !allowed.Contains(now))
        {
            return $"the allowed time, {allowed}";
        }

        if (plan.Freezes.FirstOrDefault(freeze => freeze.Contains(now)) is { } freeze)
        {
            return $"the end of the freeze {freeze}";
        }

        return registry.Scope == SloScope.Fleet && fleet is { IsPartial: true } ? "more instances of the fleet to report"
            : signal.Status is { } status ? WaitsFor(status)
            : null;
    }

    private string? WaitsFor(SloStatus status)
    {
        var events = status.Windows.Count == 0 ? status.Events.Total : status.Windows[0].Events.Total;
        if (events < plan.MinimumEvents)
        {
            return FormattableString.Invariant($"{plan.MinimumEvents} events in the shortest window, which has {events}");
        }

        if (status.CoverageRatio < plan.MinimumCoverageRatio)
        {
            return FormattableString.Invariant($"coverage of {plan.MinimumCoverageRatio:0.###}, which is {status.CoverageRatio:0.###}");
        }

        return plan.RequiresOutlier && fleet?.Compare(status.Objective.Name).Verdict != SloOutlierVerdict.Worse
            ? "this instance to be worse than the rest of its fleet" : null;
    }
}
