namespace Slo.Alerting;

/// <summary>The transition for a change of an objective's alert.</summary>
internal static class AlertTransitions
{
    internal static SloAlertTransition Of(
        SloObjective objective, AlertOrigin origin, AlertSnapshot alert, AlertSeverity? before, AlertSeverity? after, AlertRule? cause,
        DateTimeOffset at) => new()
        {
            Kind = (before, after) switch
            {
                (null, _) => SloAlertTransitionKind.Fired,
                (_, null) => SloAlertTransitionKind.Resolved,
                _ => after > before ? SloAlertTransitionKind.Escalated : SloAlertTransitionKind.Deescalated,
            },
            At = at,
            Name = objective.Name,
            Service = objective.Service,
            Owner = objective.Owner,
            Set = origin.Set,
            Scope = origin.Scope,
            Fingerprint = alert.Fingerprint,
            Before = before,
            After = after,
            StartedAt = alert.Incident!.StartedAt,
            Cause = cause?.ToString(),
            Resolution = after is not null ? null : cause is null ? SloAlertResolution.Removed : SloAlertResolution.Recovered,
            Group = origin.Group?.Value,
            Labels = origin.Labels(objective),
            Annotations = objective.Annotations,
        };
}
