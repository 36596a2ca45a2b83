using Slo.Shared;

namespace Slo.Hosting.Notifications;

/// <summary>Labels and annotations as the generated rules for Prometheus have them, and the instance.</summary>
internal static class AlertLabels
{
    internal static SortedDictionary<string, string> Labels(SloNotification notification, string instance)
    {
        SloAlertTransition transition = notification.Transition;
        SortedDictionary<string, string> labels = new(StringComparer.Ordinal);
        foreach ((var name, var value) in transition.Labels)
        {
            Add(labels, AlertLabel.ToName(name), value);
        }

        foreach ((var name, var value) in AlertSettings.Labels(transition.Annotations, notification.Severity))
        {
            Add(labels, name, SloText.OneLine(value));
        }

        // Last, so that no label of an objective passes for one of these.
        Add(labels, "alertname", Name(notification));
        Add(labels, AlertNames.Objective, transition.Name);
        Add(labels, AlertNames.Service, transition.Service);
        Add(labels, AlertNames.Owner, transition.Owner);
        Add(labels, AlertNames.Severity, SloText.OneLine(AlertSettings.Severity(transition.Annotations, notification.Severity)));
        Add(labels, "instance", instance);
        return labels;
    }

    internal static SortedDictionary<string, string> Annotations(SloNotification notification)
    {
        SortedDictionary<string, string> annotations = new(StringComparer.Ordinal)
        {
            ["summary"] = notification.Title,
            ["description"] = notification.Description,
        };
        foreach ((var name, var value) in AlertSettings.Annotations(notification.Transition.Annotations, notification.Severity))
        {
            Add(annotations, name, SloText.OneLine(value, CleanTexts.LongestText));
        }

        return annotations;
    }

    /// <summary>The labels that all alerts of the objective share.</summary>
    internal static Dictionary<string, string> Group(SloNotification notification) => new(StringComparer.Ordinal)
    {
        ["alertname"] = Name(notification),
        [AlertNames.Objective] = notification.Transition.Name,
    };

    private static string Name(SloNotification notification) => AlertSettings.Name(notification.Transition.Annotations);

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
