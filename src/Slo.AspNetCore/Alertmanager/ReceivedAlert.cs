namespace Slo.AspNetCore.Alertmanager;

/// <summary>One alert of a message, checked.</summary>
internal sealed record ReceivedAlert(
    bool IsFiring, string Fingerprint, IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, string> Annotations,
    DateTimeOffset StartedAt, DateTimeOffset? EndedAt)
{
    // The labels that generators of SLO rules use for the objective, and last the general name of an alert.
    private static readonly string[] NameLabels = ["slo", "slo_name", "sloth_slo", "alertname"];

    /// <summary>The label that names it, or null if it has none of those looked for.</summary>
    internal string? Name => First(NameLabels);

    internal AlertSeverity Severity => First("severity",
        "sloth_severity")?.ToUpperInvariant() is "PAGE" or "CRITICAL" or "EMERGENCY" or "P1"
        ? AlertSeverity.Page
        : AlertSeverity.Ticket;

    /// <param name="before">The severity with which the same incident fired before; null if it did not, or if that is not known.</param>
    /// <param name="now">When it was received, UTC.</param>
    internal SloAlertTransition ToTransition(AlertSeverity? before, DateTimeOffset now) => new()
    {
        Source = SloAlertSource.Alertmanager,
        Kind = !IsFiring ? SloAlertTransitionKind.Resolved
            : before is null ? SloAlertTransitionKind.Fired
            : before < Severity ? SloAlertTransitionKind.Escalated : SloAlertTransitionKind.Deescalated,
        At = !IsFiring && EndedAt is { } ended && ended >= StartedAt && ended < now ? ended : now,
        Name = Name!,
        Service = First("service", "sloth_service"),
        Fingerprint = Fingerprint,
        Before = before ?? (IsFiring ? null : Severity),
        After = IsFiring ? Severity : null,
        StartedAt = StartedAt,
        Cause = First("alertname"),
        Labels = Labels,
        Annotations = Annotations,
    };

    private string? First(params ReadOnlySpan<string> labels)
    {
        foreach (var label in labels)
        {
            if (Labels.TryGetValue(label, out var value) && value.Length > 0)
            {
                return value;
            }
        }

        return null;
    }
}
