using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Slo.Hosting.Notifications;

/// <summary>What one target is to be told of one transition.</summary>
/// <param name="Key">What it is about: a later notification with the same key takes the place of this one.</param>
/// <param name="Transition">What happened.</param>
/// <param name="IsResolved">Whether the alert is over, as far as the target is concerned.</param>
/// <param name="Severity">How urgent it is, or was.</param>
internal sealed record Notification(string Key, SloAlertTransition Transition, bool IsResolved, AlertSeverity Severity)
{
    /// <summary>Longer than any text of an objective may be.</summary>
    internal const int LongestText = 4000;

    /// <summary>The label with the name of the set, as Prometheus writes <c>slo.set</c>.</summary>
    internal const string SetLabel = "slo_set";

    private const int LongestName = 400;

    internal string Status => IsResolved ? "resolved" : "firing";

    /// <summary>The same however often it is sent, and no other's.</summary>
    internal string Id => string.Create(
        CultureInfo.InvariantCulture, $"{Transition.Fingerprint}-{Transition.At.ToUnixTimeMilliseconds()}-{(IsResolved ? "resolved" : SeverityWord)}");

    internal string SeverityWord => Severity.Word();

    /// <summary>Since when: an alert from a clock that was set back does not end before it starts.</summary>
    internal DateTime StartedAt => Transition.StartedAt.UtcDateTime;

    internal DateTime At => Transition.At < Transition.StartedAt ? StartedAt : Transition.At.UtcDateTime;

    /// <summary>The same with texts that are safe to show.</summary>
    internal Notification Cleaned() => this with
    {
        Transition = Transition with
        {
            Name = SloText.OneLine(Transition.Name),
            Service = Transition.Service is { } service ? SloText.OneLine(service, LongestName) : null,
            Cause = Clean(Transition.Cause),
            Labels = CleanLabels(),
            Annotations = Clean(Transition.Annotations),
        },
    };

    // Receivers know sets as labels.
    private Dictionary<string, string> CleanLabels()
    {
        Dictionary<string, string> labels = Clean(Transition.Labels);
        if (Transition.Set.Length > 0)
        {
            labels[SetLabel] = SloText.OneLine(Transition.Set);
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

    /// <summary>An annotation of the objective that is a link, or null.</summary>
    internal string? Link(string annotation) =>
        Transition.Annotations.TryGetValue(annotation, out var text) && Uri.TryCreate(text, UriKind.Absolute, out Uri? url)
        && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp) ? url.AbsoluteUri : null;
}
