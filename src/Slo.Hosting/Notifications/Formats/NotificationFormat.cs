using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Slo.Hosting.Notifications.Formats;

/// <summary>How a target wants to be told.</summary>
internal abstract class NotificationFormat
{
    internal virtual string ContentType => "application/json";

    /// <summary>How many notifications a request may hold.</summary>
    internal virtual int BatchSize => 1;

    internal static NotificationFormat Of(SloNotificationTarget target, string instance)
    {
        instance = SloText.OneLine(instance);
        return target.Type switch
        {
            SloNotificationType.Alertmanager => new AlertmanagerFormat(target.ResendInterval, instance),
            SloNotificationType.Webhook => new WebhookFormat(target.Name, instance),
            SloNotificationType.PagerDuty => new PagerDutyFormat(target.RoutingKey ?? "", instance),
            SloNotificationType.Slack => new SlackFormat(),
            _ => new CloudEventsFormat(instance),
        };
    }

    /// <summary>The body of a request. Texts of the objective are cleaned first: a receiver shows them to people.</summary>
    internal byte[] Write(IReadOnlyList<Notification> notifications, DateTimeOffset now) =>
        Render([.. notifications.Select(notification => notification.Cleaned())], now);

    private protected abstract byte[] Render(IReadOnlyList<Notification> notifications, DateTimeOffset now);

    private protected static byte[] Json<T>(T document, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(document, type);
}
