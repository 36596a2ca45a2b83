using System.Text.Json.Serialization;

namespace Slo.Hosting.Notifications.Webhook;

/// <summary>Alertmanager's webhook, version 4.</summary>
internal sealed record WebhookMessage(
    string Version, string GroupKey, int TruncatedAlerts, string Status, string Receiver, IReadOnlyDictionary<string, string> GroupLabels,
    IReadOnlyDictionary<string, string> CommonLabels, IReadOnlyDictionary<string, string> CommonAnnotations,
    [property: JsonPropertyName("externalURL")] string ExternalUrl, IReadOnlyList<WebhookAlert> Alerts);
