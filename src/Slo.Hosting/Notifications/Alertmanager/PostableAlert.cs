using System.Text.Json.Serialization;

namespace Slo.Hosting.Notifications.Alertmanager;

/// <summary>An alert as Alertmanager's API v2 takes it.</summary>
internal sealed record PostableAlert(
    IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, string> Annotations, DateTime StartsAt, DateTime EndsAt,
    [property: JsonPropertyName("generatorURL")] string? GeneratorUrl);
