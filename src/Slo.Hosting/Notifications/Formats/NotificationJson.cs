using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Slo.Hosting.Notifications.Formats;

/// <summary>The JSON of all formats, generated, so that trimming takes nothing away.</summary>
[JsonSerializable(typeof(PostableAlert[]))]
[JsonSerializable(typeof(WebhookMessage))]
[JsonSerializable(typeof(PagerDutyEvent))]
[JsonSerializable(typeof(SlackMessage))]
[JsonSerializable(typeof(AlertEvent))]
internal sealed partial class NotificationJson : JsonSerializerContext
{
    // Nothing here is put into a page, so letters stay letters.
    internal static NotificationJson Relaxed { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
