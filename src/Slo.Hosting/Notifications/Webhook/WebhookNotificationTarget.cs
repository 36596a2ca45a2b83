using Slo.Hosting.Notifications;
using Slo.Hosting.Notifications.Webhook;

namespace Slo;

/// <summary>Any receiver of Alertmanager's webhook, version 4: a message with one alert.</summary>
public sealed class WebhookNotificationTarget : SloHttpNotificationTarget
{
    // As Alertmanager writes it: the zero of its language.
    private static readonly DateTime NoEnd = new(0, DateTimeKind.Utc);

    /// <inheritdoc/>
    protected internal override HttpContent CreateContent(SloNotificationBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        SloNotification notification = batch.Notifications[0];
        SortedDictionary<string, string> labels = AlertLabels.Labels(notification, batch.Instance);
        SortedDictionary<string, string> annotations = AlertLabels.Annotations(notification);
        var link = notification.DashboardUrl ?? "";
        WebhookAlert alert = new(
            notification.Status, labels, annotations, notification.StartedAt, notification.IsResolved ? notification.At : NoEnd,
            link, notification.Transition.Fingerprint);
        WebhookMessage message = new(
            "4",
            "slo:" + notification.Transition.Fingerprint,
            0,
            notification.Status,
            Name,
            AlertLabels.Group(notification),
            labels,
            annotations,
            link,
            [alert]);
        return CreateJson(message, WebhookJson.Relaxed.WebhookMessage);
    }
}
