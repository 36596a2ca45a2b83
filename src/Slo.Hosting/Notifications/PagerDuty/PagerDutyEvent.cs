using System.Text.Json.Serialization;

namespace Slo.Hosting.Notifications.PagerDuty;

/// <summary>An event of PagerDuty's Events API v2.</summary>
internal sealed record PagerDutyEvent(
    [property: JsonPropertyName("routing_key")] string RoutingKey, [property: JsonPropertyName("event_action")] string EventAction,
    [property: JsonPropertyName("dedup_key")] string DedupKey, PagerDutyPayload Payload, IReadOnlyList<PagerDutyLink> Links, string Client,
    [property: JsonPropertyName("client_url")] string? ClientUrl);
