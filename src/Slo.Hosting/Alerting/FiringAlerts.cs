namespace Slo.Hosting.Alerting;

/// <summary>The alerts of a registry that fire, of objectives and of groups, as transitions.</summary>
internal static class FiringAlerts
{
    /// <summary>The last change of each.</summary>
    internal static IEnumerable<SloAlertTransition> Of(SloRegistry registry) => registry.Trackers
        .SelectMany(tracker => tracker.GetGroupStatuses().Values.Prepend(tracker.Status))
        .Where(status => status.Alert.Severity is not null)
        .Select(status => status.Alert.LastTransition! with { Status = status });

    /// <summary>What ends each when the host stops. The registry itself is not changed.</summary>
    internal static IEnumerable<SloAlertTransition> Ends(SloRegistry registry) => Of(registry).Select(transition => transition with
    {
        Sequence = 0,
        Kind = SloAlertTransitionKind.Resolved,
        At = transition.Status!.AsOf,
        Before = transition.Status.Alert.Severity,
        After = null,
        Cause = null,
        Resolution = SloAlertResolution.Stopped,
    });
}
