using System.Text.Json.Serialization;

namespace Slo.Hosting.Notifications.Webhook;

/// <summary>An alert in Alertmanager's webhook.</summary>
internal sealed record WebhookAlert(
    string Status, IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, string> Annotations,
    DateTime StartsAt, DateTime EndsAt,
    [property: JsonPropertyName("generatorURL")] string GeneratorUrl, string Fingerprint);
