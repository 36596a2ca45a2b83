namespace Slo.Shared;

/// <summary>What the annotations of an objective set of its alerts; docs/prometheus.md lists the keys.</summary>
internal static class AlertSettings
{
    internal const string NameKey = "slo.dev/alert-name";
    internal const string LabelsKey = "slo.dev/alert-labels";
    internal const string PageLabelsKey = "slo.dev/page-labels";
    internal const string TicketLabelsKey = "slo.dev/ticket-labels";
    internal const string AnnotationsKey = "slo.dev/alert-annotations";
    internal const string PageAnnotationsKey = "slo.dev/page-annotations";
    internal const string TicketAnnotationsKey = "slo.dev/ticket-annotations";

    /// <summary>The keys whose values are JSON objects of texts.</summary>
    internal static readonly string[] ObjectKeys =
        [LabelsKey, PageLabelsKey, TicketLabelsKey, AnnotationsKey, PageAnnotationsKey, TicketAnnotationsKey];

    /// <summary>The name of the alerts.</summary>
    internal static string Name(IReadOnlyDictionary<string, string> annotations) =>
        annotations.TryGetValue(NameKey, out var name) && name.Length > 0 ? name : AlertNames.Alert;

    /// <summary>The value of the label <c>severity</c>: page or ticket, or the value that the objective sets.</summary>
    internal static string Severity(IReadOnlyDictionary<string, string> annotations, AlertSeverity severity) =>
        Labels(annotations, severity).LastOrDefault(label => label.Key == AlertNames.Severity).Value ?? severity.Word();

    /// <summary>Whether alerts of two severities have the same labels.</summary>
    internal static bool AreAlike(IReadOnlyDictionary<string, string> annotations, AlertSeverity one, AlertSeverity other) =>
        one == other || (Severity(annotations, one) == Severity(annotations, other)
            && Labels(annotations, one).SequenceEqual(Labels(annotations, other)));

    /// <summary>Labels for alerts of this severity; a later one replaces an earlier one of the same name.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> Labels(
        IReadOnlyDictionary<string, string> annotations, AlertSeverity severity) =>
        Texts(annotations, LabelsKey, severity == AlertSeverity.Page ? PageLabelsKey : TicketLabelsKey)
            .Where(label => !AlertLabel.IsReserved(label.Key) || label.Key == AlertNames.Severity);

    /// <summary>
    /// Annotations for alerts of this severity, later ones before earlier ones of the same name: those whose key is a plain word, such as
    /// <c>runbook_url</c>, and those that are set for alerts. Keys of tools hold a dot or a slash, and go to no alert.
    /// </summary>
    internal static IEnumerable<KeyValuePair<string, string>> Annotations(
        IReadOnlyDictionary<string, string> annotations, AlertSeverity severity) =>
        annotations.Where(pair => AlertLabel.IsName(pair.Key)).Concat(
            Texts(annotations, AnnotationsKey, severity == AlertSeverity.Page ? PageAnnotationsKey : TicketAnnotationsKey));

    // What is said of one severity comes last, and so replaces what is said of all.
    private static IEnumerable<KeyValuePair<string, string>> Texts(
        IReadOnlyDictionary<string, string> annotations, params string[] keys) => keys
        .SelectMany(key => annotations.TryGetValue(key, out var text) && JsonTextObject.TryRead(text) is { } texts ? texts : [])
        .Select(pair => KeyValuePair.Create(AlertLabel.ToName(pair.Key), pair.Value));
}
