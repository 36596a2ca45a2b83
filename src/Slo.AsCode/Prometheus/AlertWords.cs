namespace Slo.AsCode.Prometheus;

/// <summary>What annotations of an objective say about its alerts; docs/prometheus.md lists the keys.</summary>
internal static class AlertWords
{
    private const string Own = "slo.dev/";

    internal static string Word(this AlertSeverity severity) => severity == AlertSeverity.Page ? "page" : "ticket";

    internal static string? Name(SloObjective objective) => objective.Annotations.GetValueOrDefault(Own + "alert-name");

    /// <summary>The name of the objective among those of its service, where that is not its name.</summary>
    internal static string? NameInService(SloObjective objective) => objective.Annotations.GetValueOrDefault(Own + "name-in-service");

    /// <summary>What the label <c>severity</c> says: page or ticket, or the word that the objective has for it.</summary>
    internal static string Severity(SloObjective objective, AlertSeverity severity) =>
        Labels(objective, severity).LastOrDefault(label => label.Key == "severity").Value ?? severity.Word();

    /// <summary>Labels for alerts of this severity alone, or of both.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> Labels(SloObjective objective, AlertSeverity severity) =>
        Named(objective, severity, "label").Where(label => !PromText.IsReserved(label.Key) || label.Key == "severity");

    /// <summary>Plain annotations go to every alert, for example <c>runbook_url</c>; keys of tools, which hold a dot or a slash, to none.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> Annotations(SloObjective objective, AlertSeverity severity) =>
        objective.Annotations.Where(pair => PromText.IsLabelName(pair.Key)).Concat(Named(objective, severity, "annotation"));

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

    private static IEnumerable<KeyValuePair<string, string>> Named(SloObjective objective, AlertSeverity severity, string what) =>
        ((string[])[$"{Own}alert-{what}.", $"{Own}{severity.Word()}-{what}."]).SelectMany(prefix => objective.Annotations
            .Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(pair => KeyValuePair.Create(PromText.ToLabelName(pair.Key[prefix.Length..] is { Length: > 0 } key ? key : "_"), pair.Value)));
}
