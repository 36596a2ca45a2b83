namespace Slo.Hosting.Notifications.Formats;

/// <summary>A message like those of Alertmanager's webhook receiver, with one alert.</summary>
internal sealed class WebhookFormat(string receiver, string instance) : NotificationFormat
{
    // As Alertmanager writes it: the zero of its language.
    private static readonly DateTime NoEnd = new(0, DateTimeKind.Utc);

    private protected override byte[] Render(IReadOnlyList<Notification> notifications, DateTimeOffset now)
    {
        Notification notification = notifications[0];
        SortedDictionary<string, string> labels = AlertLabels.Labels(notification, instance);
        SortedDictionary<string, string> annotations = AlertLabels.Annotations(notification, new AlertText(notification));
        var link = notification.Link("dashboard_url") ?? "";
        return Json(
            new WebhookMessage(
                "4",
                "slo:" + notification.Transition.Fingerprint,
                0,
                notification.Status,
                receiver,
                new SortedDictionary<string, string>(StringComparer.Ordinal) { ["alertname"] = AlertLabels.AlertName, ["slo"] = notification.Transition.Name },
                labels,
                annotations,
                link,
                [new WebhookAlert(
                    notification.Status, labels, annotations, notification.StartedAt, notification.IsResolved ? notification.At : NoEnd,
                    link, notification.Transition.Fingerprint)]),
            NotificationJson.Relaxed.WebhookMessage);
    }
}
