using Slo.Shared;

namespace Slo.Hosting.Notifications;

/// <summary>Determines the notifications of a transition for a target.</summary>
internal static class Routing
{
    private static readonly AlertSeverity[] Severities = Enum.GetValues<AlertSeverity>();

    /// <param name="target">The target.</param>
    /// <param name="transition">The change of the alert.</param>
    /// <param name="open">
    /// The alerts that fire for the target, by key. Their ends are sent with the labels with which they began, even if the labels of the
    /// objective or the settings of the target have changed.
    /// </param>
    internal static IEnumerable<SloNotification> For(
        TargetProfile target, SloAlertTransition transition, Func<string, SloNotification?>? open = null)
    {
        // An alert that was received from Alertmanager is not sent back, which would be an endless loop.
        if (transition.Source != SloAlertSource.Process)
        {
            yield break;
        }

        var matches = Matches(target, transition);
        AlertSeverity? before = matches && transition.Before >= target.MinimumSeverity ? transition.Before : null;
        AlertSeverity? after = matches && transition.After >= target.MinimumSeverity ? transition.After : null;

        if (target.IsAlertPerSeverity)
        {
            foreach (SloNotification notification in PerSeverity(transition, before, after, open))
            {
                yield return notification;
            }
        }
        else if (after is { } severity)
        {
            yield return new SloNotification(transition, false, severity);
        }
        else if (open?.Invoke(transition.Fingerprint) is { } ended)
        {
            yield return End(ended, transition);
        }
        else if (before is { } over)
        {
            yield return new SloNotification(transition, true, over);
        }
    }

    // Another severity is another alert there: the old one has to end.
    private static IEnumerable<SloNotification> PerSeverity(
        SloAlertTransition transition, AlertSeverity? before, AlertSeverity? after, Func<string, SloNotification?>? open)
    {
        var begun = after is { } now ? Key(transition, now) : null;
        foreach (IGrouping<string, AlertSeverity> alike in Severities.GroupBy(severity => Key(transition, severity))
            .Where(alike => alike.Key != begun))
        {
            if (open?.Invoke(alike.Key) is { } ended)
            {
                yield return End(ended, transition);
            }
            else if (before is { } over && alike.Contains(over))
            {
                yield return new SloNotification(alike.Key, transition, true, over);
            }
        }

        if (begun is not null)
        {
            yield return new SloNotification(begun, transition, false, after!.Value);
        }
    }

    // An objective may set the same labels for both severities: then it is the same alert.
    private static string Key(SloAlertTransition transition, AlertSeverity severity) =>
        $"{transition.Fingerprint}/{Severities.First(other => AlertSettings.AreAlike(transition.Annotations, other, severity))}";

    /// <summary>Whether an alert that was sent still matches the settings of the target.</summary>
    internal static bool IsWanted(TargetProfile target, SloNotification notification) =>
        notification.Severity >= target.MinimumSeverity && Matches(target, notification.Transition);

    /// <summary>Says that what fires is over, with all that the labels of the alert come from as it was when it began.</summary>
    internal static SloNotification End(SloNotification open, SloAlertTransition transition) => new(
        open.Key,
        transition with
        {
            Service = open.Transition.Service,
            Owner = open.Transition.Owner,
            Labels = open.Transition.Labels,
            Annotations = open.Transition.Annotations,
        },
        true, open.Severity);

    private static bool Matches(TargetProfile target, SloAlertTransition transition) =>
        target.Match.All(label => Value(transition, label.Key) == label.Value);

    private static string? Value(SloAlertTransition transition, string label) => label switch
    {
        "slo" => transition.Name,
        "service" => transition.Service,
        CleanTexts.SetLabel => transition.Set,
        _ => transition.Labels.GetValueOrDefault(label),
    };
}
