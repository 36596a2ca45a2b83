using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Slo.Hosting.Reactions;

/// <summary>Creates the parts that run the reactions of a set.</summary>
internal sealed class ReactionParts : IDisposable
{
    private readonly List<ReactionRunner> _runners = [];
    private readonly IReadOnlyList<ReactionStore> _stores;

    internal ReactionParts(
        string set, IReadOnlyList<ReactionPlan> plans, SloRegistry registry, SloFleet? fleet, (object? Instance, object? Fleet) stores,
        ReactionResources resources, TimeSpan timeout, SloAlertDispatcher dispatcher, IMeterFactory? meters, TimeProvider time,
        ILogger logger)
    {
        Reactions = new SloReactions(_runners, time);
        ReactionAudit audit = new(
            set, registry, dispatcher, new ReactionInstruments(plans.Count == 0 ? null : meters, () => Reactions.All), time, logger);
        ReactionPlan[] scoped =
            [.. plans.Select(plan => plan with { Scope = plan.Scope ?? (fleet is null ? SloScope.Instance : SloScope.Fleet) })];
        Dictionary<SloScope, ReactionStore> kept = [];
        foreach (SloScope scope in fleet is null ? [SloScope.Instance] : (SloScope[])[SloScope.Instance, SloScope.Fleet])
        {
            object? store = scope == SloScope.Fleet ? stores.Fleet : stores.Instance;
            kept[scope] = new(
                new(store as ISloReactionStore ?? new MemoryReactionStore(), set, timeout, time),
                [.. scoped.Where(plan => plan.Scope == scope)], dispatcher, audit, time);
        }

        _stores = [.. kept.Values];
        foreach (ReactionPlan plan in scoped.Where(plan => kept.ContainsKey(plan.Scope!.Value)))
        {
            var isOfFleet = plan.Scope == SloScope.Fleet;
            ReactionStore store = kept[plan.Scope!.Value];
            ReactionSignals signals = new(plan, isOfFleet ? fleet!.Registry : registry, fleet, store.Elsewhere);
            _runners.Add(new(
                plan, plan.Scope.Value, signals, store.States, audit, time, () => !isOfFleet || fleet is { IsLeading: true }));
        }

        Service = new ReactionService(
            set, _runners, fleet is null ? [registry] : [registry, fleet.Registry], _stores,
            [.. resources.Claim(set, scoped), .. scoped.SelectMany(plan => FaultsOf(plan, registry, fleet))], time, logger);
    }

    internal SloReactions Reactions { get; }

    internal ReactionService Service { get; }

    public void Dispose()
    {
        _runners.ForEach(runner => runner.Dispose());
        foreach (ReactionStore store in _stores)
        {
            store.Dispose();
        }
    }

    // Errors that depend on the whole set, with which a reaction would never run.
    private static IEnumerable<SloFinding> FaultsOf(ReactionPlan plan, SloRegistry registry, SloFleet? fleet)
    {
        var path = $"Reactions:{plan.Name}";
        var isOfFleet = plan.Scope == SloScope.Fleet;
        if (isOfFleet && fleet is null)
        {
            yield return Fault("Scope", "Scope 'Fleet': there is no fleet; add one, or write Instance");
        }

        if (isOfFleet && plan.Steps.FirstOrDefault(step => step.EndsWithProcess) is { } step)
        {
            yield return Fault(
                "Scope", $"Scope 'Fleet': '{SloText.OneLine(step.Text, 63)}' changes the process that runs it; write Instance");
        }

        if (plan.RequiresOutlier && (isOfFleet || fleet is null))
        {
            yield return Fault("RequiresOutlier", "RequiresOutlier 'true': compares this instance with its fleet; add a fleet, and write "
                + "Scope: Instance");
        }

        if (plan.RequiresOutlier && plan.Alerts.Count > 0)
        {
            yield return Fault("Alerts", "Alerts: an alert from elsewhere does not show whether this instance is worse than its fleet; "
                + "write a reaction of its own for it, without RequiresOutlier");
        }

        foreach (var name in plan.Objectives.Where(name => fleet is not null && (isOfFleet || plan.RequiresOutlier)
            && registry.TryGet(name, out SloTracker? tracker) && tracker.IsFed).Order(StringComparer.Ordinal))
        {
            yield return Fault("Objectives", $"Objectives '{SloText.OneLine(name, 63)}': its events are read from a source, and not "
                + "from the instances of the fleet; write Scope: Instance, without RequiresOutlier");
        }

        SloFinding Fault(string key, string problem) =>
            SloFinding.Error(SloFindingCodes.ReactionSetting, $"{path}: {problem}", $"{path}:{key}");
    }
}
