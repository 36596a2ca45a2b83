namespace Slo;

/// <summary>The state of an alert of the fleet, and the receivers that have been notified of it.</summary>
/// <param name="Fingerprint">The fingerprint of the alert (<see cref="SloAlertTransition.Fingerprint"/>).</param>
/// <param name="Objective">The name of the objective.</param>
/// <param name="Severity">The severity at which it fires; null: it has ended.</param>
/// <param name="Before">The severity before the last change; null: it did not fire.</param>
/// <param name="StartedAt">When its incident began, UTC.</param>
/// <param name="At">When the severity changed last, UTC.</param>
/// <param name="NotifiedReceivers">The names of the handlers and notification targets that have been notified of this state.</param>
public sealed record SloFleetAlert(
    string Fingerprint, string Objective, AlertSeverity? Severity, AlertSeverity? Before, DateTimeOffset StartedAt, DateTimeOffset At,
    IReadOnlyList<string> NotifiedReceivers);
