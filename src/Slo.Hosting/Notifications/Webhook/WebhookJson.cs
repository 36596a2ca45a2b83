using System.Text.Json.Serialization;

namespace Slo.Hosting.Notifications.Webhook;

/// <summary>The JSON of the bodies, generated, so that trimming takes nothing away.</summary>
[JsonSerializable(typeof(WebhookMessage))]
internal sealed partial class WebhookJson : JsonSerializerContext
{
    internal static WebhookJson Relaxed { get; } = new(NotificationJson.Options());
}
