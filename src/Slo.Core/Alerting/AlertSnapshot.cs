namespace Slo.Alerting;

/// <summary>
/// How an objective's alert stands, until the next change. Immutable: made anew when a rule changes its state, not at every evaluation.
/// </summary>
/// <param name="State">The most urgent state of the rules.</param>
/// <param name="Since">The start of this state, UTC.</param>
/// <param name="Severity">The greatest severity of the firing rules, or null.</param>
/// <param name="Rules">State and instant of each rule.</param>
/// <param name="Fingerprint">Names the alert to receivers that deduplicate.</param>
/// <param name="Group">The group that the alert is about; null: all events of the objective.</param>
/// <param name="Incident">From the first rule that fired on; the last one while resolved; else null.</param>
/// <param name="Last">The transition that brought it to its severity; null while none was. A firing one always has it.</param>
internal sealed record AlertSnapshot(
    AlertState State, DateTimeOffset Since, AlertSeverity? Severity, (AlertState State, DateTimeOffset Since)[] Rules,
    string Fingerprint, string? Group, Incident? Incident, SloAlertTransition? Last = null)
{
    internal bool IsFiring => Severity is not null;
}
