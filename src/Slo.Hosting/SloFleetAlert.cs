namespace Slo;

/// <summary>How an alert of the fleet stands, and who was told.</summary>
/// <param name="Fingerprint">Names the alert.</param>
/// <param name="Objective">The name of the objective.</param>
/// <param name="Severity">Of what fires; null: it is over.</param>
/// <param name="Before">What fired before; null: nothing did.</param>
/// <param name="StartedAt">When its incident began, UTC.</param>
/// <param name="At">When it became so, UTC.</param>
/// <param name="ToldTo">The names of the receivers that were told.</param>
public sealed record SloFleetAlert(
    string Fingerprint, string Objective, AlertSeverity? Severity, AlertSeverity? Before, DateTimeOffset StartedAt, DateTimeOffset At,
    IReadOnlyList<string> ToldTo);
