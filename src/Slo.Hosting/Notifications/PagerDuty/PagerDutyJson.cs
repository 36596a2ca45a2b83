using System.Text.Json.Serialization;

namespace Slo.Hosting.Notifications.PagerDuty;

/// <summary>The JSON of the bodies, generated, so that trimming takes nothing away.</summary>
[JsonSerializable(typeof(PagerDutyEvent))]
internal sealed partial class PagerDutyJson : JsonSerializerContext
{
    internal static PagerDutyJson Relaxed { get; } = new(NotificationJson.Options());
}
