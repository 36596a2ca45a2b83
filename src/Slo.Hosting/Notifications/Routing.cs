namespace Slo.Hosting.Notifications;

/// <summary>What of a transition concerns a target.</summary>
internal static class Routing
{
    private static readonly AlertSeverity[] Severities = Enum.GetValues<AlertSeverity>();

    /// <param name="target">Whom it may concern.</param>
    /// <param name="transition">What happened.</param>
    /// <param name="open">
    /// What the target takes to be firing, by key. That ends when it ends, whatever the objective's labels and the target's settings are
    /// by now, and with the labels with which it began.
    /// </param>
    internal static IEnumerable<SloNotification> For(
        TargetProfile target, SloAlertTransition transition, Func<string, SloNotification?>? open = null)
    {
        // What Alertmanager told us it knows already: sent back it would go round for ever.
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
        foreach (AlertSeverity severity in Severities.Where(severity => severity != after))
        {
            var key = $"{transition.Fingerprint}/{severity}";
            if (open?.Invoke(key) is { } ended)
            {
                yield return End(ended, transition);
            }
            else if (severity == before)
            {
                yield return new SloNotification(key, transition, true, severity);
            }
        }

        if (after is { } begun)
        {
            yield return new SloNotification($"{transition.Fingerprint}/{begun}", transition, false, begun);
        }
    }

    /// <summary>Whether the target still wants to hear of what it was told.</summary>
    internal static bool IsWanted(TargetProfile target, SloNotification notification) =>
        notification.Severity >= target.MinimumSeverity && Matches(target, notification.Transition);

    /// <summary>Says that what fires is over.</summary>
    internal static SloNotification End(SloNotification open, SloAlertTransition transition) =>
        new(open.Key, transition with { Labels = open.Transition.Labels }, true, open.Severity);

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
