namespace Slo.Hosting.Notifications;

/// <summary>Labels and annotations as Prometheus and Alertmanager know them.</summary>
internal static class AlertLabels
{
    /// <summary>The name of every alert; which one it is says the label <c>slo</c>.</summary>
    internal const string AlertName = "SloAlert";

    internal static SortedDictionary<string, string> Labels(SloNotification notification, string instance)
    {
        SortedDictionary<string, string> labels = new(StringComparer.Ordinal);
        foreach ((var name, var value) in notification.Transition.Labels)
        {
            Add(labels, Name(name), value);
        }

        // Last, so that no label of an objective passes for one of these.
        Add(labels, "alertname", AlertName);
        Add(labels, "slo", notification.Transition.Name);
        Add(labels, "service", notification.Transition.Service);
        Add(labels, "severity", notification.SeverityWord);
        Add(labels, "instance", instance);
        return labels;
    }

    internal static SortedDictionary<string, string> Annotations(SloNotification notification)
    {
        SortedDictionary<string, string> annotations = new(StringComparer.Ordinal);
        foreach ((var name, var value) in notification.Transition.Annotations)
        {
            Add(annotations, Name(name), value);
        }

        Add(annotations, "summary", notification.Title);
        Add(annotations, "description", notification.Description);
        return annotations;
    }

    // Alertmanager refuses a whole request for one name with a dash.
    private static string Name(string text)
    {
        var name = string.Concat(text.Select(character => char.IsAsciiLetterOrDigit(character) ? character : '_'));
        return char.IsAsciiDigit(name[0]) ? "_" + name : name;
    }

    private static void Add(SortedDictionary<string, string> texts, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            texts[name] = value;
        }
        else
        {
            texts.Remove(name);
        }
    }
}
