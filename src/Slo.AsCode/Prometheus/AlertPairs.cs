using Slo.Shared;

namespace Slo.AsCode.Prometheus;

/// <summary>Labels and annotations of alerts, as the rules write them.</summary>
internal static class AlertPairs
{
    /// <summary>Annotations of which nothing can be taken, because they are no JSON objects of texts.</summary>
    internal static IEnumerable<SloFinding> Lost(SloObjective objective) => AlertSettings.ObjectKeys
        .Where(key => objective.Annotations.TryGetValue(key, out var text) && JsonTextObject.TryRead(text) is null)
        .Select(key => SloFinding.Error(
            SloFindingCodes.PrometheusAlertLoss, $"annotation '{key}': is omitted, because it is not a JSON object of texts; write for "
            + "example {\"team\":\"shop\"}", $"annotation '{key}'"));

    /// <summary>Later pairs replace earlier ones of the same key; sorted, escaped for the templates of Prometheus.</summary>
    internal static IReadOnlyList<KeyValuePair<string, string>> Merge(
        IEnumerable<KeyValuePair<string, string>> ready, IEnumerable<KeyValuePair<string, string>> free)
    {
        SortedDictionary<string, string> merged = new(StringComparer.Ordinal);
        foreach ((string key, string value) in ready)
        {
            merged[key] = value;
        }

        foreach ((string key, string value) in free)
        {
            merged[key] = PromText.Template(value);
        }

        return [.. merged];
    }
}
