using Slo.Alerting;
using Slo.History;

namespace Slo.Judging;

/// <summary>From what a judge holds to what is kept of it, and back.</summary>
internal static class JudgeMemory
{
    internal static JudgeState Of(SloObjective objective, ObjectiveAlert alert, ulong holding, HistoryCounts incidentsUntil)
    {
        AlertSnapshot now = alert.Current;
        IReadOnlyList<RuleState> states = alert.States;
        return new(
            now.Fingerprint, now.State, now.Since, now.Severity,
            [
                .. objective.Rules.Select((rule, i) =>
                    new RuleMemory(rule.Definition, states[i], now.Rules[i].Since, (holding >> i & 1) != 0)),
            ],
            now.Incident is { } incident ? Of(incident, objective) : null, incidentsUntil);
    }

    /// <summary>The alert as it goes on, and which of the objective's rules hold, as bits; null if nothing of it can go on.</summary>
    /// <param name="state">How it stood.</param>
    /// <param name="objective">What is declared now.</param>
    /// <param name="fresh">An alert that begins.</param>
    /// <param name="now">Now, UTC.</param>
    internal static (ObjectiveAlert Alert, ulong Holding)? Resume(
        JudgeState state, SloObjective objective, AlertSnapshot fresh, DateTimeOffset now)
    {
        (AlertRule Rule, RuleMemory Memory)[] rules = Rules(state, objective);
        Incident? incident = IncidentOf(state, rules);

        // To receivers of alerts another fingerprint is another alert.
        if (state.Fingerprint != fresh.Fingerprint || (incident is null && state.Severity is not null))
        {
            return null;
        }

        var origins = RuleOrigins.Find([.. rules.Select(rule => rule.Rule)], objective.Rules);
        ObjectiveAlert alert = new(
            [.. rules.Select(rule => rule.Memory.State)],
            fresh with
            {
                State = state.State,
                Since = state.Since,
                Severity = state.Severity,
                Rules = [.. rules.Select(rule => (rule.Memory.State.State, rule.Memory.Since))],
                Incident = incident,
            });
        alert.Restart(origins, now);
        ulong held = 0;
        for (var i = 0; i < rules.Length; i++)
        {
            held |= rules[i].Memory.Holds ? 1UL << i : 0;
        }

        return (alert, RuleOrigins.Move(held, origins));
    }

    // As they are resolved for the objective; a rule that it cannot have is left out.
    private static (AlertRule Rule, RuleMemory Memory)[] Rules(JudgeState state, SloObjective objective) =>
    [
        .. state.Rules.Where(memory => !memory.Rule.Kind.Check(memory.Rule, objective.Definition).Any(IsError))
            .Select(memory => (memory.Rule.Kind.Resolve(memory.Rule, objective.Definition), memory)),
    ];

    // Null if there was none, or if its cause is not among the rules.
    private static Incident? IncidentOf(JudgeState state, (AlertRule Rule, RuleMemory Memory)[] rules)
    {
        if (state.Incident is not { } incident || incident.Cause < 0 || incident.Cause >= state.Rules.Count)
        {
            return null;
        }

        RuleMemory cause = state.Rules[incident.Cause];
        return Array.Find(rules, rule => ReferenceEquals(rule.Memory, cause)).Rule is { } rule
            ? new Incident(
                incident.StartedAt, incident.EndedAt, rule, incident.Before.Events, incident.Before.Budget, incident.After?.Events,
                incident.After?.Budget)
            : null;
    }

    private static IncidentMemory Of(Incident incident, SloObjective objective) => new(
        incident.StartedAt, incident.EndedAt, objective.Rules.ToList().IndexOf(incident.Cause),
        new(incident.EventsBefore, incident.BudgetBefore),
        incident is { EventsAfter: { } events, BudgetAfter: { } budget } ? new(events, budget) : null);

    private static bool IsError(SloFinding finding) => finding.Severity == SloFindingSeverity.Error;
}
