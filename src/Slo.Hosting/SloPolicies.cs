using System.Collections.Frozen;
using Slo.Hosting.Policies;

namespace Slo;

/// <summary>
/// The error-budget policies of a set, and which of their levels are in force (docs/policies.md). A service of the host, keyed by the name
/// of the set unless it is the default one.
/// </summary>
/// <remarks>
/// Thread-safe. The host calls <see cref="Evaluate"/> after each evaluation of the objectives; it takes about a microsecond for each level
/// of an objective. All other members read its last result. If there is a fleet that is not stale, the events of the fleet count. In a
/// fleet only the leader records changes.
/// </remarks>
public sealed class SloPolicies
{
    private readonly SloRegistry _registry;
    private readonly SloFleet? _fleet;
    private readonly PolicyAudit _audit;
    private readonly LevelMemory _memory = new();
    private readonly Lock _judging = new();
    private bool _isResumed;
    private volatile IReadOnlyList<SloPolicy> _declared;
    private volatile View _view = View.Empty;

    /// <summary>Creates policies without a host, for tools and tests.</summary>
    /// <param name="registry">The objectives. The levels that are in force according to its ledger continue, and changes are added to
    /// it.</param>
    /// <param name="declared">Policies without errors (<see cref="SloPolicy.Check"/>).</param>
    public SloPolicies(SloRegistry registry, IReadOnlyList<SloPolicy> declared)
        : this(registry, null, declared, new PolicyAudit(registry))
    {
    }

    internal SloPolicies(SloRegistry registry, SloFleet? fleet, IReadOnlyList<SloPolicy> declared, PolicyAudit audit)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(declared);
        (_registry, _fleet, _declared, _audit) = (registry, fleet, declared, audit);
    }

    /// <summary>The declared policies.</summary>
    public IReadOnlyList<SloPolicy> Declared => _declared;

    /// <summary>The status of every level of every policy for each objective to which it applies, as of the last <see cref="Evaluate"/>, in
    /// the order of declaration. A snapshot.</summary>
    public IReadOnlyList<SloPolicyStatus> Statuses => _view.Statuses;

    /// <summary>Whether no level in force closes a feature (<see cref="SloPolicyAction.CloseFeature"/>). Cheap enough for each request: one
    /// volatile read and a lookup. Never throws.</summary>
    /// <param name="feature">The name of the feature, compared without case. One that no policy names is open.</param>
    public bool IsFeatureOpen(string? feature) => feature is null || !_view.ClosedFeatures.Contains(feature);

    /// <summary>Judges all levels by the published status of the objectives, and records in the ledger which levels came into force or
    /// ended.</summary>
    public void Evaluate()
    {
        IReadOnlyList<PolicyChange> changes;
        lock (_judging)
        {
            IReadOnlyList<SloPolicy> declared = _declared;
            if (declared.Count == 0 && _view.Statuses.Count == 0)
            {
                return;
            }

            if (!_isResumed)
            {
                _memory.Resume(_registry.Ledger.Entries);
                _isResumed = true;
            }

            IReadOnlyList<SloPolicyStatus> statuses = [.. declared.SelectMany(Judge)];
            changes = _memory.Next(statuses);
            _view = View.Of(statuses);
        }

        if (_fleet is null || _fleet.IsLeading)
        {
            foreach (PolicyChange change in changes)
            {
                _audit.Changed(change);
            }
        }
    }

    /// <summary>Replaces the policies, from the next evaluation on.</summary>
    internal void Replace(IReadOnlyList<SloPolicy> declared) => _declared = declared;

    /// <summary>Finds the objective that is judged: that of the fleet if it evaluates it and is not stale, otherwise that of this
    /// instance.</summary>
    internal SloTracker? Find(string objective) =>
        _fleet is { StaleSince: null } fleet && fleet.Registry.TryGet(objective, out SloTracker? ofFleet) ? ofFleet
        : _registry.TryGet(objective, out SloTracker? own) ? own : null;

    private IEnumerable<SloPolicyStatus> Judge(SloPolicy policy) =>
        from objective in Objectives(policy)
        let tracker = Find(objective)
        where tracker is not null
        let status = tracker.Status
        from level in policy.Levels
        select Judge(policy, level, tracker, status);

    // A policy with names is not matched against all objectives: with policies from annotations that would be quadratic.
    private IEnumerable<string> Objectives(SloPolicy policy) => policy is { Objectives.Count: > 0, Services.Count: 0 }
        ? policy.Objectives
        : _registry.Trackers.Select(tracker => tracker.Objective).Where(policy.IsFor).Select(objective => objective.Name);

    private SloPolicyStatus Judge(SloPolicy policy, SloPolicyLevel level, SloTracker tracker, SloStatus status)
    {
        var value = level.IsOfBudget ? status.ErrorBudgetRemainingRatio : BurnRate(tracker, status, level.Window);
        DateTimeOffset? since = _memory.Since(LevelKey.Of(policy.Name, level.ToString(), status.Objective.Name));
        var isInForce = PolicyRules.IsInForce(level, value, since is not null);
        return new(policy, level, status.Objective.Name)
        {
            Service = status.Objective.Service,
            Owner = status.Objective.Owner,
            Value = value,
            IsInForce = isInForce,
            Since = isInForce ? since ?? status.AsOf : null,
            Until = isInForce && level.IsOfBudget && !status.Objective.Period.IsRolling ? status.PeriodEnd : null,
            AsOf = status.AsOf,
            Scope = _fleet is { StaleSince: null } fleet && fleet.Registry.TryGet(status.Objective.Name, out _)
                ? SloScope.Fleet : _registry.Scope,
        };
    }

    // The windows of rules are part of the status. Other windows are read from the history.
    private static double? BurnRate(SloTracker tracker, SloStatus status, TimeSpan window)
    {
        foreach (WindowStatus one in status.Windows)
        {
            if (one.Window == window)
            {
                return one.BurnRate;
            }
        }

        return window > TimeSpan.Zero && window <= status.Objective.Period.LongestLength ? tracker.GetBurnRate(window) : null;
    }

    private sealed record View(IReadOnlyList<SloPolicyStatus> Statuses, FrozenSet<string> ClosedFeatures)
    {
        internal static readonly View Empty = new([], FrozenSet<string>.Empty);

        internal static View Of(IReadOnlyList<SloPolicyStatus> statuses) => new(
            statuses,
            statuses.Where(status => status.IsInForce).SelectMany(status => status.Level.Actions)
                .Where(action => action.ClosesFeature).Select(action => action.Argument).ToFrozenSet(StringComparer.OrdinalIgnoreCase));
    }
}
