using Slo.AsCode.OpenSlo;
using Slo.AsCode.Reading;

namespace Slo.AsCode.Prometheus;

/// <summary>The annotations of an objective that configure its alerts; docs/prometheus.md lists the keys.</summary>
internal static class AlertWords
{
    private static readonly string[] Objects =
    [
        AnnotationNames.AlertLabels, AnnotationNames.PageLabels, AnnotationNames.TicketLabels,
        AnnotationNames.AlertAnnotations, AnnotationNames.PageAnnotations, AnnotationNames.TicketAnnotations,
    ];

    internal static string? Name(SloObjective objective) => objective.Annotations.GetValueOrDefault(AnnotationNames.AlertName);

    /// <summary>The name of the objective among those of its service, where that is not its name.</summary>
    internal static string? NameInService(SloObjective objective) => objective.Annotations.GetValueOrDefault(AnnotationNames.SlothName);

    /// <summary>The value of the label <c>severity</c>: page or ticket, or the value that the objective sets.</summary>
    internal static string Severity(SloObjective objective, AlertSeverity severity) =>
        Labels(objective, severity).LastOrDefault(label => label.Key == "severity").Value ?? severity.Word();

    /// <summary>Labels for alerts of this severity alone, or of both.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> Labels(SloObjective objective, AlertSeverity severity) =>
        Named(objective, AnnotationNames.AlertLabels, Of(severity, AnnotationNames.PageLabels, AnnotationNames.TicketLabels)).Where(
            label => !PromText.IsReserved(label.Key) || label.Key == "severity");

    /// <summary>
    /// Plain annotations go to every alert, for example <c>runbook_url</c>; keys of tools, which hold a dot or a slash, to none.
    /// </summary>
    internal static IEnumerable<KeyValuePair<string, string>> Annotations(SloObjective objective, AlertSeverity severity) =>
        objective.Annotations.Where(pair => PromText.IsLabelName(pair.Key)).Concat(
            Named(objective, AnnotationNames.AlertAnnotations, Of(
                severity, AnnotationNames.PageAnnotations, AnnotationNames.TicketAnnotations)));

    /// <summary>Annotations of which nothing can be taken, because they are no JSON objects of texts.</summary>
    internal static IEnumerable<SloFinding> Lost(SloObjective objective) => Objects
        .Where(key => objective.Annotations.TryGetValue(key, out var text) && JsonTexts.TryRead(text) is null)
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

    private static string Of(AlertSeverity severity, string page, string ticket) => severity == AlertSeverity.Page ? page : ticket;

    // What is said of one severity comes last, and so replaces what is said of all.
    private static IEnumerable<KeyValuePair<string, string>> Named(SloObjective objective, params string[] annotations) => annotations
        .SelectMany(key => objective.Annotations.TryGetValue(key, out var text) && JsonTexts.TryRead(text) is { } texts ? texts : [])
        .Select(pair => KeyValuePair.Create(PromText.ToLabelName(pair.Key.Length > 0 ? pair.Key : "_"), pair.Value));
}
