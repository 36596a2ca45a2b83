using System.Text.Json.Serialization;

namespace Slo.Hosting.Notifications.CloudEvents;

/// <summary>A CloudEvent, version 1.0, in structured mode.</summary>
internal sealed record AlertEvent(
    [property: JsonPropertyName("specversion")] string SpecVersion, string Id, string Source, string Type, string Subject, DateTime Time,
    [property: JsonPropertyName("datacontenttype")] string DataContentType, AlertEventData Data);
