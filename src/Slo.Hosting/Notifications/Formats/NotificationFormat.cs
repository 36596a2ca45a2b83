using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Slo.Hosting.Notifications.Formats;

/// <summary>How a target wants to be told.</summary>
internal abstract class NotificationFormat
{
    internal virtual string ContentType => "application/json";

    /// <summary>How many notifications a request may hold.</summary>
    internal virtual int BatchSize => 1;

    internal static NotificationFormat Of(SloNotificationTarget target, string instance) => target.Type switch
    {
        SloNotificationType.Alertmanager => new AlertmanagerFormat(target.ResendInterval, instance),
        SloNotificationType.Webhook => new WebhookFormat(target.Name, instance),
        SloNotificationType.PagerDuty => new PagerDutyFormat(target.RoutingKey ?? "", instance),
        SloNotificationType.Slack => new SlackFormat(),
        _ => new CloudEventsFormat(instance),
    };

    /// <summary>The body of a request.</summary>
    internal abstract byte[] Write(IReadOnlyList<Notification> notifications, DateTimeOffset now);

    private protected static byte[] Json<T>(T document, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(document, type);

    /// <summary>At most so many characters, the last of them dots, and no half of a pair.</summary>
    private protected static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = length - 1;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), "…");
    }
}
