namespace Slo.AspNetCore.Alertmanager;

/// <summary>How a message changed an incident.</summary>
/// <param name="Key">Names the incident.</param>
/// <param name="Alert">The alert of the message that says most about it: what fires before what is resolved, the most urgent first.</param>
/// <param name="Before">Its severity before; null if it did not fire, or if that is not known.</param>
/// <param name="After">Its severity after; null if it is over.</param>
/// <param name="StartedAt">When it began.</param>
internal readonly record struct IncidentChange(
    string Key, ReceivedAlert Alert, AlertSeverity? Before, AlertSeverity? After, DateTimeOffset StartedAt)
{
    /// <param name="now">When the message was received, UTC.</param>
    internal SloAlertTransition ToTransition(DateTimeOffset now) => new()
    {
        Source = SloAlertSource.Alertmanager,
        Kind = After is null ? SloAlertTransitionKind.Resolved
            : Before is null ? SloAlertTransitionKind.Fired
            : Before < After ? SloAlertTransitionKind.Escalated : SloAlertTransitionKind.Deescalated,
        At = After is null && Alert.EndedAt is { } ended && ended >= StartedAt && ended < now ? ended : now,
        Name = Alert.Name!,
        Service = Alert.Service,
        Owner = Alert.Owner,
        Fingerprint = Key,
        Before = Before ?? (After is null ? Alert.Severity : null),
        After = After,
        StartedAt = StartedAt,
        Cause = Alert.Cause,
        Labels = Alert.Labels,
        Annotations = Alert.Annotations,
    };
}
