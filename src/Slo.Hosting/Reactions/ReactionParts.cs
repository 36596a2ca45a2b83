using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Slo.Hosting.Reactions;

/// <summary>Creates the parts that run the reactions of a set.</summary>
internal sealed class ReactionParts : IDisposable
{
    private readonly List<ReactionRunner> _runners = [];
    private readonly List<ReactionStates> _states = [];

    internal ReactionParts(
        string set, IReadOnlyList<ReactionPlan> plans, SloRegistry registry, SloFleet? fleet, (object? Instance, object? Fleet) stores,
        TimeSpan timeout, SloAlertDispatcher dispatcher, IMeterFactory? meters, TimeProvider time, ILogger logger)
    {
        Reactions = new SloReactions(_runners, time);
        ReactionAudit audit = new(
            set, registry, dispatcher, new ReactionInstruments(plans.Count == 0 ? null : meters, () => Reactions.All), time, logger);
        ReactionStates ofInstance = StatesOf(stores.Instance, set, timeout, time);
        ReactionStates ofFleet = StatesOf(stores.Fleet, set, timeout, time);
        List<SloFinding> faults = [];
        foreach (ReactionPlan declared in plans)
        {
            // Alertmanager sends an alert to one instance; the others do not receive it.
            SloScope scope = declared.Scope ?? (fleet is null || declared.Alerts.Count > 0 ? SloScope.Instance : SloScope.Fleet);
            ReactionPlan plan = declared with { Scope = scope };
            faults.AddRange(FaultsOf(plan, registry, fleet));
            var isOfFleet = scope == SloScope.Fleet && fleet is not null;
            ReactionSignals signals = new(plan, isOfFleet ? fleet!.Registry : registry, fleet, dispatcher.Elsewhere);
            ReactionStates states = isOfFleet ? ofFleet : ofInstance;
            IsKept &= states.IsKept;
            _runners.Add(new ReactionRunner(
                plan, scope, signals, states, audit, time, () => scope == SloScope.Instance || fleet is { IsLeading: true }));
        }

        Service = new ReactionService(
            set, _runners, fleet is null ? [registry] : [registry, fleet.Registry], dispatcher.Elsewhere, IsKept, faults, time, logger);
    }

    internal SloReactions Reactions { get; }

    internal ReactionService Service { get; }

    private bool IsKept { get; set; } = true;

    public void Dispose()
    {
        _runners.ForEach(runner => runner.Dispose());
        _states.ForEach(states => states.Dispose());
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

        if (isOfFleet && plan.Alerts.Count > 0)
        {
            yield return Fault("Scope", "Scope 'Fleet': Alerts from elsewhere reach one instance only; write Instance, or no Alerts");
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

        foreach (var name in plan.Objectives.Where(name => fleet is not null && (isOfFleet || plan.RequiresOutlier)
            && registry.TryGet(name, out SloTracker? tracker) && tracker.IsFed).Order(StringComparer.Ordinal))
        {
            yield return Fault("Objectives", $"Objectives '{SloText.OneLine(name, 63)}': its events are read from a source, and not "
                + "from the instances of the fleet; write Scope: Instance, without RequiresOutlier");
        }

        SloFinding Fault(string key, string problem) =>
            SloFinding.Error(SloFindingCodes.ReactionSetting, $"{path}: {problem}", $"{path}:{key}");
    }

    private ReactionStates StatesOf(object? store, string set, TimeSpan timeout, TimeProvider time)
    {
        ReactionStates states = new(store as ISloReactionStore ?? new MemoryReactionStore(), set, timeout, time);
        _states.Add(states);
        return states;
    }
}
