namespace Slo.AspNetCore.Alertmanager;

/// <summary>The part of a message about one incident.</summary>
/// <param name="Key">Names the incident.</param>
/// <param name="Alerts">Its alerts in the message; at least one.</param>
/// <param name="Message">The message.</param>
/// <param name="ReceivedAt">When the message was received, UTC.</param>
internal sealed record IncidentReport(
    string Key, IReadOnlyList<ReceivedAlert> Alerts, WebhookMessage Message, DateTimeOffset ReceivedAt)
{
    private readonly HashSet<string> _fingerprints = [.. Alerts.Select(alert => alert.Fingerprint)];

    internal DateTimeOffset FirstStart => Alerts.Min(alert => alert.StartedAt);

    internal DateTimeOffset LatestStart => Alerts.Max(alert => alert.StartedAt);

    /// <summary>The alert that says most about the incident: what fires before what is resolved, the most urgent first.</summary>
    internal ReceivedAlert Leading =>
        Alerts.OrderByDescending(alert => alert.IsFiring).ThenByDescending(alert => alert.Severity).First();

    internal bool Has(string fingerprint) => _fingerprints.Contains(fingerprint);

    /// <summary>Whether the message should have had an alert, and has not: the alert ended without a word
    /// (<c>send_resolved: false</c>), or is silenced or inhibited.</summary>
    internal bool Misses(string fingerprint, in FiringAlert alert) =>
        Message.IsWhole && alert.Group == Message.GroupKey && !Has(fingerprint);
}
