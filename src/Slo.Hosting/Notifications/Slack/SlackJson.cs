using System.Text.Json.Serialization;

namespace Slo.Hosting.Notifications.Slack;

/// <summary>The JSON of the bodies, generated, so that trimming takes nothing away.</summary>
[JsonSerializable(typeof(SlackMessage))]
internal sealed partial class SlackJson : JsonSerializerContext
{
    internal static SlackJson Relaxed { get; } = new(NotificationJson.Options());
}
