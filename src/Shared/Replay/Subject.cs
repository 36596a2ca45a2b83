using System.Threading.Channels;

namespace Slo.Shared.Replay;

/// <summary>An objective under replay: a registry of its own with its tracker, as in an app.</summary>
internal sealed class Subject : IDisposable
{
    private readonly VirtualTime _time;
    private SloRegistry _registry;
    private SloTracker _tracker;
    private SloTracker? _wide;
    private ChannelReader<SloAlertTransition> _changes;

    // What the registries before a restart counted.
    private SloEventCounts _before;

    /// <param name="title">What the subject is called beside others: <c>now</c>, <c>target=99.95</c>.</param>
    /// <param name="objective">What is promised.</param>
    /// <param name="time">The virtual clock.</param>
    /// <param name="longest">A tracker keeps no more than its period: where that is shorter than this, a second one without rules keeps the
    /// rest.</param>
    internal Subject(string title, SloObjective objective, VirtualTime time, TimeSpan longest = default)
    {
        Title = title;
        _time = time;
        _registry = new SloRegistry(time, keepsEveryMinute: true);
        _changes = _registry.SubscribeToAlerts();
        _tracker = _registry.Add(objective);
        TimeSpan period = objective.Period.Length;
        if (period < longest)
        {
            // A multiple of the period, so that slices of time divide it too.
            _wide = _registry.Add((objective.Definition with
            {
                Name = "wide",
                Period = SloPeriod.Rolling(period * Math.Ceiling(longest / period)),
                Indicator = SloIndicator.Manual,
                Grouping = null,
                IsCompact = false,
                Rules = [],
                UsesDefaultRules = false,
            }).Resolve());
        }
    }

    internal string Title { get; }

    internal SloObjective Objective => _tracker.Objective;

    internal SloStatus Status => _tracker.Status;

    /// <summary>The latest unusual behaviour, the newest first.</summary>
    internal IReadOnlyList<SloObservation> Observations => _tracker.Observations;

    /// <summary>Everything recorded so far.</summary>
    internal SloEventCounts Total => _before + _tracker.Total;

    public void Dispose() => _registry.Dispose();

    internal SloEventCounts Events(TimeSpan window) => Keeper(window).GetEvents(window);

    internal double? BurnRate(TimeSpan window) => Keeper(window).GetBurnRate(window);

    internal void Record(long good, long bad)
    {
        _tracker.Record(good, bad);
        _wide?.Record(good, bad);
    }

    /// <summary>What was decided while the app ran. From when it was in force is in the decisions; what has expired is left out.</summary>
    internal void Decide(IEnumerable<SloExclusion> exclusions, IEnumerable<SloTargetOverride> overrides)
    {
        foreach (SloExclusion one in exclusions)
        {
            _registry.Exclude(one with { Objective = null });
        }

        DateTimeOffset now = _time.GetUtcNow();
        foreach (SloTargetOverride one in overrides.Where(one => one.To > now))
        {
            _registry.OverrideTarget(one with { Objective = Objective.Name });
        }
    }

    /// <summary>Another target from now on, as after a reload.</summary>
    internal void Retarget(decimal target)
    {
        SloObjective objective = (Objective.Definition with { TargetRatio = target }).Resolve();
        _registry.Replace(_wide is null ? [objective] : [objective, _wide.Objective]);
    }

    /// <summary>Goes on in another registry from what this one holds, as an app after a restart that took no time.</summary>
    internal void Restart()
    {
        _before = Total;
        IReadOnlyList<SloObjectiveState> states = _registry.Capture();
        SloObjective[] objectives = [.. _registry.Trackers.Select(tracker => tracker.Objective)];
        _registry.Dispose();
        _registry = new SloRegistry(_time, keepsEveryMinute: true);
        _changes = _registry.SubscribeToAlerts();
        _registry.Restore(states);
        _tracker = _registry.Add(objectives[0]);
        _wide = objectives.Length > 1 ? _registry.Add(objectives[1]) : null;

        // What still fires is told again to a new process. To the reader of a replay it is no news.
        while (_changes.TryRead(out _))
        {
        }
    }

    /// <summary>One evaluation at the instant at which the clock stands.</summary>
    /// <returns>What happened to the alert.</returns>
    internal IReadOnlyList<SloAlertTransition> Evaluate()
    {
        SloEvaluationReport report = _registry.Evaluate();
        if (report.Error is not null)
        {
            throw new InvalidOperationException("the evaluation failed", report.Error);
        }

        List<SloAlertTransition> changes = [];
        while (_changes.TryRead(out SloAlertTransition? change))
        {
            changes.Add(change);
        }

        return changes;
    }

    private SloTracker Keeper(TimeSpan window) => _wide is not null && window > Objective.Period.Length ? _wide : _tracker;
}
