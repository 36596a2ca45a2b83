namespace Slo.Hosting.Notifications.Formats;

/// <summary>PagerDuty. All replicas use the same key, so theirs is one incident, and so does a process that was restarted.</summary>
internal sealed class PagerDutyFormat(string routingKey, string instance) : NotificationFormat
{
    internal const int MaximumSummary = 1024;
    internal const int MaximumDedupKey = 255;

    // Not in PagerDuty's text, but the whole event may have 512 KB.
    private const int MaximumDetail = 2000;

    private protected override byte[] Render(IReadOnlyList<Notification> notifications, DateTimeOffset now)
    {
        Notification notification = notifications[0];
        SloAlertTransition transition = notification.Transition;
        AlertText text = new(notification);
        SortedDictionary<string, string> details = new(StringComparer.Ordinal);
        foreach ((var name, var value) in (IEnumerable<KeyValuePair<string, string>>)[.. transition.Labels, .. text.Facts])
        {
            details[name] = SloText.OneLine(value, MaximumDetail);
        }

        return Json(
            new PagerDutyEvent(
                routingKey,
                notification.IsResolved ? "resolve" : "trigger",
                SloText.OneLine(transition.Fingerprint, MaximumDedupKey),
                new PagerDutyPayload(
                    SloText.OneLine(text.Title, MaximumSummary),
                    instance.Length > 0 ? instance : transition.Service ?? transition.Name,
                    notification.Severity == AlertSeverity.Page ? "critical" : "warning",
                    notification.At,
                    transition.Name,
                    transition.Service,
                    "SLO",
                    details),
                [.. Links(notification)],
                "Slo",
                notification.Link("dashboard_url")),
            NotificationJson.Relaxed.PagerDutyEvent);
    }

    private static IEnumerable<PagerDutyLink> Links(Notification notification)
    {
        if (notification.Link("runbook_url") is { } runbook)
        {
            yield return new PagerDutyLink(runbook, "Runbook");
        }

        if (notification.Link("dashboard_url") is { } dashboard)
        {
            yield return new PagerDutyLink(dashboard, "Dashboard");
        }
    }
}
