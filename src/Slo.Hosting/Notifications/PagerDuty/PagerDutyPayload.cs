using System.Text.Json.Serialization;

namespace Slo.Hosting.Notifications.PagerDuty;

internal sealed record PagerDutyPayload(
    string Summary, string Source, string Severity, DateTime Timestamp, string Component, string? Group, string Class,
    [property: JsonPropertyName("custom_details")] IReadOnlyDictionary<string, string> CustomDetails);
