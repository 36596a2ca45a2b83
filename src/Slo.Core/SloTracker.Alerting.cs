using Slo.Alerting;
using Slo.Evaluation;
using Slo.Windows;

namespace Slo;

/// <content>The last step of an evaluation: the alert, and what is published.</content>
public sealed partial class SloTracker
{
    /// <summary>Burn-rate rules that the traffic seen cannot support: too few events for the factor, with what they would need. Empty until a rule's long window was observed.</summary>
    public IReadOnlyList<string> GetTrafficWarnings()
    {
        if (Successor is { } successor)
        {
            return successor.GetTrafficWarnings();
        }

        // Of sliced budgets the events are not what is counted.
        if (_slices is not null)
        {
            return [];
        }

        Reading now = Live();
        List<string> warnings = [];
        foreach (BurnRatePlan plan in Latest.Plan.Rules.OfType<BurnRatePlan>())
        {
            var rule = (BurnRateRule)plan.Rule;
            var length = rule.LongWindow.Ticks;
            if (_observation.Coverage(now.Position - length, now.Position) > 0.99 && TrafficLint.Check(plan, rule, _ring.Window(now, length)) is { } warning)
            {
                warnings.Add($"objective '{Objective.Name}': {warning}");
            }
        }

        return warnings;
    }

    // Cumulative counts at the end of the last incident: the ticker's own.
    private (SloEventCounts Events, SloEventCounts Budget) _incidentsUntil;

    private SloStatus Published => _status ?? Describe();

    private (EvaluationPlan Plan, EvaluationScratch Evaluation, AlertSnapshot Alert) Latest
    {
        get
        {
            lock (_publication)
            {
                return _latest;
            }
        }
    }

    /// <summary>The transition that ends the alert of an objective that is no longer judged; null if it does not fire.</summary>
    internal SloAlertTransition? End()
    {
        (EvaluationPlan plan, _, AlertSnapshot alert) = Latest;
        return alert.IsFiring
            ? Transition(plan.Objective, alert, alert.Severity, null, null) with { Status = Published }
            : null;
    }

    private SloAlertTransition? Alert(EvaluationPlan plan, EvaluationScratch evaluation, in Reading now)
    {
        (var isChanged, AlertSeverity? before) = _alert.Advance(plan.Objective.AlertRules, evaluation.Holding, now.Position, evaluation.AsOf);
        if (!isChanged)
        {
            return null;
        }

        AlertSeverity? after = _alert.Current.Severity;
        if (before is null)
        {
            _alert.Describe(Begin(plan, now, evaluation.AsOf));
        }
        else if (after is null && _alert.Current.Incident is { } incident)
        {
            _alert.Describe(incident with { EventsAfter = evaluation.Total, BudgetAfter = evaluation.TotalBudget });
            _incidentsUntil = (evaluation.Total, evaluation.TotalBudget);
        }

        AlertRule? cause = after is null ? _alert.Current.Incident?.Cause : plan.Objective.AlertRules[_alert.MostUrgent(plan.Objective.AlertRules)];
        return Transition(plan.Objective, _alert.Current, before, after, cause, evaluation.AsOf);
    }

    // What an incident spent begins where the window began that made it fire: the burning is older than the alert. What an earlier
    // incident spent is not counted again.
    private Incident Begin(EvaluationPlan plan, in Reading now, DateTimeOffset at)
    {
        AlertRule cause = plan.Objective.AlertRules[_alert.FirstFiring];
        var from = now.Position - (cause is BurnRateRule rule ? rule.LongWindow.Ticks : 0);
        SloEventCounts events = _ring.At(from, now);
        SloEventCounts budget = _slices is null ? events : _slices.Ring.At(from, now with { Counts = _slices.Total });
        return new Incident(at, null, cause, Later(events, _incidentsUntil.Events), Later(budget, _incidentsUntil.Budget));
    }

    private static SloEventCounts Later(SloEventCounts one, SloEventCounts other) => one.Total > other.Total ? one : other;

    private void Publish(EvaluationPlan plan, EvaluationScratch evaluation)
    {
        lock (_publication)
        {
            if (_latest.Plan != plan)
            {
                _latest = (plan, new EvaluationScratch(plan), _alert.Current);
            }

            _latest.Evaluation.CopyFrom(evaluation);
            _latest.Alert = _alert.Current;
            _status = null;
        }
    }

    private SloStatus Describe()
    {
        lock (_publication)
        {
            return _status ??= new SloStatus(_latest.Plan, _latest.Evaluation.Copy(), _latest.Alert);
        }
    }

    private EvaluationScratch EvaluateNow(EvaluationPlan plan)
    {
        EvaluationScratch evaluation = new(plan);
        var edges = new WindowEdge[plan.Windows.Length + 1];
        Evaluate(Live(), plan, evaluation, edges, _slices is null ? [] : new WindowEdge[edges.Length]);
        return evaluation;
    }

    private SloAlertTransition Transition(
        SloObjective objective, AlertSnapshot alert, AlertSeverity? before, AlertSeverity? after, AlertRule? cause, DateTimeOffset? at = null) => new()
        {
            Kind = (before, after) switch
            {
                (null, _) => SloAlertTransitionKind.Fired,
                (_, null) => SloAlertTransitionKind.Resolved,
                _ => after > before ? SloAlertTransitionKind.Escalated : SloAlertTransitionKind.Deescalated,
            },
            At = at ?? _timeline.InstantOf(_timeline.Now),
            Name = objective.Name,
            Service = objective.Service,
            Fingerprint = objective.Fingerprint,
            Before = before,
            After = after,
            StartedAt = alert.Incident!.StartedAt,
            Cause = cause?.ToString(),
            Labels = objective.Labels,
            Annotations = objective.Annotations,
        };
}
