using System.Diagnostics.CodeAnalysis;

namespace Slo.Hosting.Notifications;

/// <summary>A transition with texts that are safe to show: receivers show them to people.</summary>
internal static class CleanTexts
{
    /// <summary>Longer than any text of an objective may be.</summary>
    internal const int LongestText = 4000;

    /// <summary>The label with the name of the set, as Prometheus writes <c>slo.set</c>.</summary>
    internal const string SetLabel = "slo_set";

    private const int LongestName = 400;

    internal static SloAlertTransition Of(SloAlertTransition transition) => transition with
    {
        Name = SloText.OneLine(transition.Name),
        Service = transition.Service is { } service ? SloText.OneLine(service, LongestName) : null,
        Owner = transition.Owner is { } owner ? SloText.OneLine(owner, LongestName) : null,
        Group = Clean(transition.Group),
        Cause = Clean(transition.Cause),
        Labels = Labels(transition),
        Annotations = Clean(transition.Annotations),
    };

    // Receivers know sets as labels.
    private static Dictionary<string, string> Labels(SloAlertTransition transition)
    {
        Dictionary<string, string> labels = Clean(transition.Labels);
        if (transition.Set.Length > 0)
        {
            labels[SetLabel] = SloText.OneLine(transition.Set);
        }

        return labels;
    }

    [return: NotNullIfNotNull(nameof(text))]
    private static string? Clean(string? text) => text is null ? null : SloText.OneLine(text, LongestText);

    private static Dictionary<string, string> Clean(IReadOnlyDictionary<string, string> texts)
    {
        Dictionary<string, string> clean = new(StringComparer.Ordinal);
        foreach ((var name, var value) in texts)
        {
            clean[Clean(name)] = Clean(value);
        }

        return clean;
    }
}
