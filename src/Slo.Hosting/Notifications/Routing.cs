namespace Slo.Hosting.Notifications;

/// <summary>What of a transition concerns a target.</summary>
internal static class Routing
{
    internal static IEnumerable<Notification> For(SloNotificationTarget target, SloAlertTransition transition)
    {
        // What Alertmanager told us it knows already: sent back it would go round for ever.
        if (transition.Source != SloAlertSource.Process || !target.Match.All(label => Value(transition, label.Key) == label.Value))
        {
            yield break;
        }

        AlertSeverity? before = transition.Before >= target.MinimumSeverity ? transition.Before : null;
        AlertSeverity? after = transition.After >= target.MinimumSeverity ? transition.After : null;

        // There the severity is a label, and another label makes another alert: the old one has to end.
        if (target.Type == SloNotificationType.Alertmanager)
        {
            if (before is { } ended && before != after)
            {
                yield return new Notification($"{transition.Fingerprint}/{ended}", transition, true, ended);
            }

            if (after is { } begun)
            {
                yield return new Notification($"{transition.Fingerprint}/{begun}", transition, false, begun);
            }
        }
        else if ((after ?? before) is { } severity)
        {
            yield return new Notification(transition.Fingerprint, transition, after is null, severity);
        }
    }

    private static string? Value(SloAlertTransition transition, string label) => label switch
    {
        "slo" => transition.Name,
        "service" => transition.Service,
        _ => transition.Labels.GetValueOrDefault(label),
    };
}
