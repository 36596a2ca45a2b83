using Slo.Alerting;
using Slo.History;

namespace Slo.Judging;

/// <summary>The state of an objective's rules, alert and incident, from which another process continues. Immutable.</summary>
/// <param name="Fingerprint">Names the alert.</param>
/// <param name="State">The state of the alert.</param>
/// <param name="Since">Since when, UTC.</param>
/// <param name="Severity">Of the rules that fired, or null.</param>
/// <param name="Rules">The rules.</param>
/// <param name="Incident">The incident; null if there was none to show.</param>
/// <param name="IncidentsUntil">Cumulative counts at the end of the last incident.</param>
internal sealed record JudgeState(
    string Fingerprint, AlertState State, DateTimeOffset Since, AlertSeverity? Severity, IReadOnlyList<SavedRule> Rules,
    SavedIncident? Incident, HistoryCounts IncidentsUntil)
{
    internal static JudgeState Of(SloObjective objective, ObjectiveAlert alert, ulong holding, HistoryCounts incidentsUntil)
    {
        AlertSnapshot now = alert.Current;
        IReadOnlyList<RuleState> states = alert.States;
        return new(
            now.Fingerprint, now.State, now.Since, now.Severity,
            [
                .. objective.Rules.Select((rule, i) =>
                    new SavedRule(rule.Definition, states[i], now.Rules[i].Since, (holding >> i & 1) != 0)),
            ],
            now.Incident is { } incident ? Of(incident, objective) : null, incidentsUntil);
    }

    /// <summary>Of an objective that was never evaluated.</summary>
    internal static JudgeState None { get; } = new("", default, default, null, [], null, default);

    /// <summary>The same where so many counts come before those that it knows.</summary>
    internal JudgeState Shift(HistoryCounts offset) => this with
    {
        IncidentsUntil = Add(IncidentsUntil, offset),
        Incident = Incident is { } incident
            ? incident with { Before = Add(incident.Before, offset), After = incident.After is { } after ? Add(after, offset) : null }
            : null,
    };

    /// <summary>The same where more was counted than it knew.</summary>
    /// <param name="added">How much more up to an instant, UTC.</param>
    internal JudgeState With(Func<DateTimeOffset, HistoryCounts> added) => Incident is not { } incident ? this : this with
    {
        IncidentsUntil = Add(IncidentsUntil, added(incident.EndedAt ?? incident.StartedAt)),
        Incident = incident with
        {
            Before = Add(incident.Before, added(incident.StartedAt)),
            After = incident is { After: { } after, EndedAt: { } ended } ? Add(after, added(ended)) : incident.After,
        },
    };

    /// <summary>Whether another one says the same.</summary>
    internal bool IsSameAs(JudgeState other) => other with { Rules = Rules } == this && Rules.SequenceEqual(other.Rules);

    /// <summary>The alert as it continues, and which of the objective's rules hold, as bits; null if nothing of it can continue.</summary>
    /// <param name="objective">What is declared now.</param>
    /// <param name="fresh">An alert that begins.</param>
    /// <param name="now">Now, UTC.</param>
    internal (ObjectiveAlert Alert, ulong Holding)? Resume(SloObjective objective, AlertSnapshot fresh, DateTimeOffset now)
    {
        (AlertRule Rule, SavedRule Saved)[] rules = RulesOf(objective);
        Incident? incident = IncidentOf(rules);

        // To receivers of alerts another fingerprint is another alert.
        if (Fingerprint != fresh.Fingerprint || (incident is null && Severity is not null))
        {
            return null;
        }

        var origins = RuleOrigins.Find([.. rules.Select(rule => rule.Rule)], objective.Rules);
        ObjectiveAlert alert = new(
            [.. rules.Select(rule => rule.Saved.State)],
            fresh with
            {
                State = State,
                Since = Since,
                Severity = Severity,
                Rules = [.. rules.Select(rule => (rule.Saved.State.State, rule.Saved.Since))],
                Incident = incident,
            });
        alert.Restart(origins, now);
        ulong held = 0;
        for (var i = 0; i < rules.Length; i++)
        {
            held |= rules[i].Saved.Holds ? 1UL << i : 0;
        }

        return (alert, RuleOrigins.Move(held, origins));
    }

    // As they are resolved for the objective; a rule that it cannot have is left out.
    private (AlertRule Rule, SavedRule Saved)[] RulesOf(SloObjective objective) =>
    [
        .. Rules.Where(saved => !saved.Rule.Kind.Check(saved.Rule, objective.Definition).Any(IsError))
            .Select(saved => (saved.Rule.Kind.Resolve(saved.Rule, objective.Definition), saved)),
    ];

    // Null if there was none, or if its cause is not among the rules.
    private Incident? IncidentOf((AlertRule Rule, SavedRule Saved)[] rules)
    {
        if (Incident is not { } incident || incident.Cause < 0 || incident.Cause >= Rules.Count)
        {
            return null;
        }

        SavedRule cause = Rules[incident.Cause];
        return Array.Find(rules, rule => ReferenceEquals(rule.Saved, cause)).Rule is { } rule
            ? new Incident(
                incident.StartedAt, incident.EndedAt, rule, incident.Before.Events, incident.Before.Budget, incident.After?.Events,
                incident.After?.Budget)
            : null;
    }

    private static SavedIncident Of(Incident incident, SloObjective objective) => new(
        incident.StartedAt, incident.EndedAt, objective.Rules.ToList().IndexOf(incident.Cause),
        new(incident.EventsBefore, incident.BudgetBefore),
        incident is { EventsAfter: { } events, BudgetAfter: { } budget } ? new(events, budget) : null);

    private static HistoryCounts Add(HistoryCounts one, HistoryCounts other) =>
        new(one.Events + other.Events, one.Budget + other.Budget);

    private static bool IsError(SloFinding finding) => finding.Severity == SloFindingSeverity.Error;
}
