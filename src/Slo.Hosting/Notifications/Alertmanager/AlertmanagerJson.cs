using System.Text.Json.Serialization;

namespace Slo.Hosting.Notifications.Alertmanager;

/// <summary>The JSON of the bodies, generated, so that trimming takes nothing away.</summary>
[JsonSerializable(typeof(PostableAlert[]))]
internal sealed partial class AlertmanagerJson : JsonSerializerContext
{
    internal static AlertmanagerJson Relaxed { get; } = new(NotificationJson.Options());
}
