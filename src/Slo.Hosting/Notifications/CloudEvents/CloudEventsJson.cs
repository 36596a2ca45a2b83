using System.Text.Json.Serialization;

namespace Slo.Hosting.Notifications.CloudEvents;

/// <summary>The JSON of the bodies, generated, so that trimming takes nothing away.</summary>
[JsonSerializable(typeof(AlertEvent))]
internal sealed partial class CloudEventsJson : JsonSerializerContext
{
    internal static CloudEventsJson Relaxed { get; } = new(NotificationJson.Options());
}
