namespace Slo.Hosting.Notifications.Formats;

/// <summary>Alertmanager, API v2. What fires carries an end that lies ahead, so that it ends by itself when this process is gone.</summary>
internal sealed class AlertmanagerFormat(TimeSpan resendInterval, string instance) : NotificationFormat
{
    // As Prometheus has it: three repetitions may be lost.
    internal const int IntervalsToEnd = 4;

    internal override int BatchSize => 64;

    private protected override byte[] Render(IReadOnlyList<Notification> notifications, DateTimeOffset now) => Json(
        [.. notifications.Select(notification => new PostableAlert(
            AlertLabels.Labels(notification, instance),
            AlertLabels.Annotations(notification, new AlertText(notification)),
            notification.StartedAt,
            notification.IsResolved ? notification.At : (now + (resendInterval * IntervalsToEnd)).UtcDateTime,
            notification.Link("dashboard_url")))],
        NotificationJson.Relaxed.PostableAlertArray);
}
