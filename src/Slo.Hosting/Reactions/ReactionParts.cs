using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Slo.Hosting.Reactions;

/// <summary>Puts the reactions of a set together.</summary>
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
        foreach (ReactionPlan declared in plans)
        {
            SloScope scope = declared.Scope ?? (fleet is null ? SloScope.Instance : SloScope.Fleet);
            ReactionPlan plan = declared with { Scope = scope };
            var isOfFleet = scope == SloScope.Fleet && fleet is not null;
            ReactionSignals signals = new(plan, isOfFleet ? fleet!.Registry : registry, fleet, dispatcher.Elsewhere);
            ReactionStates states = isOfFleet ? ofFleet : ofInstance;
            IsKept &= states.IsKept;
            _runners.Add(new ReactionRunner(
                plan, scope, signals, states, audit, time, () => scope == SloScope.Instance || fleet is { IsLeading: true }));
        }

        Service = new ReactionService(
            set, _runners, fleet is null ? [registry] : [registry, fleet.Registry], dispatcher.Elsewhere, IsKept, time, logger);
    }

    internal SloReactions Reactions { get; }

    internal ReactionService Service { get; }

    private bool IsKept { get; set; } = true;

    public void Dispose()
    {
        _runners.ForEach(runner => runner.Dispose());
        _states.ForEach(states => states.Dispose());
    }

    private ReactionStates StatesOf(object? store, string set, TimeSpan timeout, TimeProvider time)
    {
        ReactionStates states = new(store as ISloReactionStore ?? new MemoryReactionStore(), set, timeout, time);
        _states.Add(states);
        return states;
    }
}
