using Slo.Alerting;
using Slo.Evaluation;
using Slo.History;
using Slo.Windows;

namespace Slo.Judging;

/// <summary>
/// What the history of an objective means by its definition: windows, budget, rules, alert, and the status that is published. It knows a
/// history and a definition, never cells, so a second judge over another history needs nothing more. One thread at a time evaluates
/// and redefines; any number read what is published.
/// </summary>
internal sealed partial class ObjectiveJudge : IBudgetHistory
{
    private readonly ObjectiveHistory _history;
    private readonly AlertOrigin _origin;
    private readonly StatusPublication _publication = new();
    private HistoryEdges _edges;
    private ObjectiveAlert _alert;

    // Definition and what was worked out from it, swapped as one when the definition is edited.
    private volatile EvaluationPlan _plan;
    private ulong _holding;

    // Cumulative counts at the end of the last incident.
    private HistoryCounts _incidentsUntil;

    internal ObjectiveJudge(ObjectiveHistory history, SloObjective objective, AlertOrigin origin, in Reading now)
    {
        _history = history;
        _origin = origin;
        _alert = new ObjectiveAlert(origin, objective, history.Timeline.InstantOf(now.Position));
        _plan = new EvaluationPlan(objective);
        _edges = Edges(_plan);
        _publication.Publish(_plan, Evaluate(now, _plan), _alert.Current);
    }

    /// <summary>Continues from the state of another judge.</summary>
    /// <param name="history">The history, which continues too.</param>
    /// <param name="objective">What is declared now.</param>
    /// <param name="origin">Where alerts come from.</param>
    /// <param name="now">The reading to which the history was taken.</param>
    /// <param name="state">The state of the other judge.</param>
    /// <param name="gap">The time between the last evaluation of the other judge and now, in ticks.</param>
    internal ObjectiveJudge(
        ObjectiveHistory history, SloObjective objective, AlertOrigin origin, in Reading now, JudgeState state, long gap)
        : this(history, objective, origin, now)
    {
        if (state.Resume(objective, _alert.Current, history.Timeline.InstantOf(now.Position)) is not var (alert, holding))
        {
            return;
        }

        _alert = alert;
        _alert.Skip(gap);
        AlertSnapshot resumed = alert.Current;
        if (resumed.IsFiring)
        {
            // The change that the other judge told is not part of its state.
            _alert.Tell(AlertTransitions.Of(
                objective, origin, resumed, null, resumed.Severity, resumed.Incident!.Cause, resumed.Incident.StartedAt));
        }

        _incidentsUntil = state.IncidentsUntil;
        Volatile.Write(ref _holding, holding);
        _publication.Publish(_plan, Evaluate(now, _plan), _alert.Current);
    }

    /// <summary>See <c>SloRegistry.Prefetch</c>.</summary>
    internal long Prefetch(int level) => level switch
    {
        0 => (long)_holding,
        1 => _edges.Events.Length + _publication.Prefetch(0) + _plan.Prefetch(0) + (_alert.Current is null ? 0 : 1),
        2 => _edges.Prefetch() + _publication.Prefetch(1) + _plan.Prefetch(1),
        _ => _plan.Prefetch(2) + _alert.Current.Since.Ticks + (_plan.Windows is [var shortest, ..] ? _history.PrefetchEdge(shortest) : 0),
    };

    internal SloObjective Objective => _plan.Objective;

    /// <summary>The state after the last evaluation. The thread that evaluates.</summary>
    internal JudgeState Capture() => JudgeState.Of(Objective, _alert, Volatile.Read(ref _holding), _incidentsUntil);

    /// <summary>The status of the last evaluation.</summary>
    internal SloStatus Status => _publication.Status;

    /// <summary>The transition that brought the alert to its severity, as of the last evaluation; null while none was.</summary>
    internal SloAlertTransition? LastChange => _publication.Latest.Alert.Last;

    internal SloFinding? SourceWarning
    {
        get => _publication.SourceWarning;
        set => _publication.SourceWarning = value;
    }

    /// <summary>Which signals are unusual, as of the last slice; null: that is not known. Set by the thread that evaluates.</summary>
    internal OpenObservations? Observations { get; set; }

    /// <summary>Evaluates at the reading to which the history was taken, and publishes.</summary>
    /// <param name="step">The way there.</param>
    /// <param name="now">The reading.</param>
    /// <param name="ignored">Events ignored so far.</param>
    /// <param name="buffer">Where the evaluation is written before it is published.</param>
    /// <returns>What happened to the alert, or null.</returns>
    internal SloAlertTransition? Advance(in TimelineStep step, in Reading now, long ignored, EvaluationBuffer buffer)
    {
        EvaluationPlan plan = _plan;
        if (step.HasGap)
        {
            _alert.Skip(step.To - step.ObservedUntil);
        }

        Evaluate(now, plan, buffer, _edges);
        buffer.Ignored = ignored;
        Volatile.Write(ref _holding, buffer.Holding);
        SloAlertTransition? transition = AdvanceAlert(plan, buffer, now);
        if (_alert.Current.IsFiring && plan.Windows.Length > 0)
        {
            _alert.Observe(plan.BurnRate(buffer, 0));
        }

        _publication.Publish(plan, buffer, _alert.Current);
        return transition is null ? null : transition with { Status = Status };
    }

    /// <summary>Judges the same history by an edited definition.</summary>
    internal void Redefine(SloObjective objective, in Reading now)
    {
        DateTimeOffset instant = _history.Timeline.InstantOf(now.Position);
        var origins = RuleOrigins.Find(Objective.Rules, objective.Rules);
        if (objective.Fingerprint != Objective.Fingerprint)
        {
            // To receivers of alerts it is another one from now on; the old one was ended by the registry.
            _alert = new ObjectiveAlert(_origin, objective, instant);
            Volatile.Write(ref _holding, 0);
        }
        else if (!objective.Rules.SequenceEqual(Objective.Rules))
        {
            _alert.Restart(origins, instant);
            Volatile.Write(ref _holding, RuleOrigins.Move(Volatile.Read(ref _holding), origins));
        }

        EvaluationPlan plan = new(objective);
        _edges = Edges(plan);
        _plan = plan;
        _publication.Publish(plan, Evaluate(now, plan), _alert.Current);
    }

    /// <summary>The transition that ends the alert of an objective that is no longer judged; null if it does not fire.</summary>
    internal SloAlertTransition? End()
    {
        (EvaluationPlan plan, AlertSnapshot alert) = _publication.Latest;
        return alert.IsFiring
            ? AlertTransitions.Of(plan.Objective, _origin, alert, alert.Severity, null, null, Now) with { Status = Status }
            : null;
    }

    /// <summary>A transition to firing, for an alert that another process raised; null if it does not fire.</summary>
    internal SloAlertTransition? RepeatFiring()
    {
        (EvaluationPlan plan, AlertSnapshot alert) = _publication.Latest;
        return alert.IsFiring
            ? AlertTransitions.Of(plan.Objective, _origin, alert, null, alert.Severity, alert.Incident!.Cause, Now) with { Status = Status }
            : null;
    }

    /// <summary>A status as of a reading, which is not published. Any thread.</summary>
    internal SloStatus GetStatus(in Reading now, long ignored)
    {
        (EvaluationPlan plan, AlertSnapshot alert) = _publication.Latest;
        EvaluationBuffer evaluation = Evaluate(now, plan);
        evaluation.Ignored = ignored;
        return new SloStatus(plan, evaluation, alert, _publication.SourceWarning);
    }

    /// <summary>The burn rate of a window; null without events. Any thread.</summary>
    internal double? BurnRate(in Reading now, long window)
    {
        HistoryCounts counts = _history.Window(now, window);
        if (counts.Events.Total == 0)
        {
            return null;
        }

        EvaluationPlan plan = _plan;
        Coverage coverage = CoverageOf(window, now.Position, counts.Budget);
        Fraction perUnit = PerUnit(plan, now, now.Position - window, counts.Budget);
        return ErrorBudget.BurnRate(counts.Budget, plan.Allowed(counts.Budget, coverage, perUnit));
    }

    /// <inheritdoc/>
    public long BadUntil(long position, EvaluationBuffer evaluation) =>
        _history.At(position, new Reading(evaluation.Position, evaluation.Total)).Budget.Bad;

    /// <inheritdoc/>
    public Coverage CoverageOf(long length, long position, SloEventCounts budget) => Covered(position - length, position, position, budget);

    /// <summary>Burn-rate rules that the traffic seen cannot support. Any thread.</summary>
    internal IReadOnlyList<SloFinding> TrafficWarnings(in Reading now)
    {
        // Of sliced budgets the events are not what is counted.
        if (_history.IsSliced)
        {
            return [];
        }

        List<SloFinding> warnings = [];
        EvaluationPlan plan = _plan;
        foreach (BurnRateRule rule in plan.Objective.BurnRateRules)
        {
            var length = rule.LongWindow.Ticks;
            if (_history.Coverage(now.Position - length, now.Position) > 0.99
                && _history.Window(now, length).Events is var events
                && TrafficLint.Check(rule, events, plan.Allowed(events, Coverage.Full)) is { } warning)
            {
                warnings.Add(warning with { Objective = plan.Objective.Name });
            }
        }

        return warnings;
    }

    private SloAlertTransition? AdvanceAlert(EvaluationPlan plan, EvaluationBuffer evaluation, in Reading now)
    {
        (var isChanged, AlertSeverity? before) = _alert.Advance(plan.Objective.Rules, evaluation.Holding, now.Position, evaluation.AsOf);
        if (!isChanged)
        {
            return null;
        }

        AlertSeverity? after = _alert.Current.Severity;
        if (before is null)
        {
            _alert.Describe(Begin(plan, now, evaluation));
        }
        else if (after is null && _alert.Current.Incident is { } incident)
        {
            _alert.Describe(incident with { EventsAfter = evaluation.Total, BudgetAfter = evaluation.TotalBudget });
            _incidentsUntil = new(evaluation.Total, evaluation.TotalBudget);
        }

        AlertRule? cause = after is null ? _alert.Current.Incident?.Cause : plan.Objective.Rules[_alert.MostUrgent(plan.Objective.Rules)];
        SloAlertTransition transition = AlertTransitions.Of(plan.Objective, _origin, _alert.Current, before, after, cause, evaluation.AsOf);
        _alert.Tell(transition);
        return transition;
    }

    // What an incident spent begins where the window began that made it fire: the burning is older than the alert. What an earlier
    // incident spent is not counted again.
    private Incident Begin(EvaluationPlan plan, in Reading now, EvaluationBuffer evaluation)
    {
        RulePlan cause = plan.Rules[_alert.FirstFiring];
        HistoryCounts from = _history.RawAt(cause.BeginOf(evaluation, _alert.HeldSince(_alert.FirstFiring)), now);
        return new Incident(
            evaluation.AsOf, null, cause.Rule, Later(from.Events, _incidentsUntil.Events), Later(from.Budget, _incidentsUntil.Budget));
    }

    // Which rules held at the last evaluation, as bits.
    private ulong Held => Volatile.Read(ref _holding);

    private DateTimeOffset Now => _history.Timeline.InstantOf(_history.Timeline.Now);

    private static SloEventCounts Later(SloEventCounts one, SloEventCounts other) => one.Total > other.Total ? one : other;
}
