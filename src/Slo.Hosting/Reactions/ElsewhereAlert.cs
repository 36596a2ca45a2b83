namespace Slo.Hosting.Reactions;

/// <summary>The last that is known of an alert from elsewhere. Immutable.</summary>
/// <param name="Fingerprint">Identifies it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Severity">Its severity; null: it has ended.</param>
/// <param name="Cause">Why it fires.</param>
/// <param name="ReceivedAt">When an instance received this.</param>
internal sealed record ElsewhereAlert(
    string Fingerprint, string Name, AlertSeverity? Severity, string? Cause, DateTimeOffset ReceivedAt);
