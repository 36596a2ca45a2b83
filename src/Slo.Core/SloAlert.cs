using Slo.Alerting;

namespace Slo;

/// <summary>
/// The alert of an objective as part of a status: one alert, whose severity rises and falls with the rules that fire. Immutable.
/// </summary>
public sealed class SloAlert
{
    private readonly SloStatus _status;
    private readonly AlertSnapshot _snapshot;

    internal SloAlert(SloStatus status, AlertSnapshot snapshot)
    {
        _status = status;
        _snapshot = snapshot;
    }

    /// <summary>
    /// Identifies the alert for receivers that deduplicate: the same after a restart and on every replica, different in each named set.
    /// </summary>
    public string Fingerprint => _snapshot.Fingerprint;

    /// <summary>The group that the alert is about, where each group has one (<see cref="SloObjective.AlertPerGroup"/>); null: all events
    /// of the objective.</summary>
    public string? Group => _snapshot.Group;

    /// <summary>The most urgent state of its rules.</summary>
    public AlertState State => _snapshot.State;

    /// <summary>The start of this state, UTC.</summary>
    public DateTimeOffset Since => _snapshot.Since;

    /// <summary>The highest severity of the rules that fire; null if none fires.</summary>
    public AlertSeverity? Severity => _snapshot.Severity;

    /// <summary>When the first rule of the incident fired, UTC; null without an incident. Kept while resolved.</summary>
    public DateTimeOffset? StartedAt => _snapshot.Incident?.StartedAt;

    /// <summary>When the last rule of the incident ended, UTC; null while one fires.</summary>
    public DateTimeOffset? EndedAt => _snapshot.Incident?.EndedAt;

    /// <summary>The rule that fired first in this incident, or null.</summary>
    public AlertRule? Cause => _snapshot.Incident?.Cause;

    /// <summary>The last change of the severity; null if the alert has never fired. It has no status and no sequence number; all changes
    /// are in <see cref="SloRegistry.Transitions"/>. For an alert that continues after a restart, it is the change at the start of its
    /// incident.</summary>
    public SloAlertTransition? LastTransition => _snapshot.Last;

    /// <summary>Events of the incident so far, from where the rule that fired began to hold, less its long window. Null without an
    /// incident.</summary>
    public SloEventCounts? IncidentEvents => _snapshot.Incident is { } incident ? _status.EventsSince(incident) : null;

    /// <summary>
    /// The share of the period's error budget that this incident spent: its bad events over those allowed in the period so far
    /// (a total outage of 5 minutes spends 11.57 % of a 30-day budget at 99.9 %). Null without an incident or events.
    /// </summary>
    public double? BudgetSpentRatio => _snapshot.Incident is { } incident ? _status.BudgetSpentSince(incident) : null;

    /// <summary>The highest burn rate of the incident in the shortest window, as this process saw it; null if there was none.</summary>
    internal double? PeakBurnRate => _snapshot.Incident?.PeakBurnRate;

    /// <summary>When the budget ends at the current burn rate; see <see cref="SloStatus.TimeToExhaustion"/>.</summary>
    public TimeSpan? TimeToExhaustion => _status.TimeToExhaustion;

    /// <summary>Every rule, in the order of the objective.</summary>
    public IReadOnlyList<AlertRuleStatus> Rules =>
        field ??= [.. _status.Objective.Rules.Select((rule, i) => _status.Read(rule, i, _snapshot.Rules[i]))];

    /// <summary>The rules that fire.</summary>
    public IEnumerable<AlertRuleStatus> Firing => Rules.Where(rule => rule.State == AlertState.Firing);
}
