using Slo.History;

namespace Slo.Judging;

/// <summary>How an objective's rules, alert and incident stood, to go on from there in another process. Immutable.</summary>
/// <param name="Fingerprint">Names the alert.</param>
/// <param name="State">The state of the alert.</param>
/// <param name="Since">Since when, UTC.</param>
/// <param name="Severity">Of the rules that fired, or null.</param>
/// <param name="Rules">The rules.</param>
/// <param name="Incident">The incident; null if there was none to show.</param>
/// <param name="IncidentsUntil">Cumulative counts at the end of the last incident.</param>
internal sealed record JudgeState(
    string Fingerprint, AlertState State, DateTimeOffset Since, AlertSeverity? Severity, IReadOnlyList<RuleMemory> Rules,
    IncidentMemory? Incident, HistoryCounts IncidentsUntil);
