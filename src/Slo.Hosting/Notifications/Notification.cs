using System.Globalization;

namespace Slo.Hosting.Notifications;

/// <summary>What one target is to be told of one transition.</summary>
/// <param name="Key">What it is about: a later notification with the same key takes the place of this one.</param>
/// <param name="Transition">What happened.</param>
/// <param name="IsResolved">Whether the alert is over, as far as the target is concerned.</param>
/// <param name="Severity">How urgent it is, or was.</param>
internal sealed record Notification(string Key, SloAlertTransition Transition, bool IsResolved, AlertSeverity Severity)
{
    internal string Status => IsResolved ? "resolved" : "firing";

    /// <summary>The same however often it is sent, and no other's.</summary>
    internal string Id => string.Create(
        CultureInfo.InvariantCulture, $"{Transition.Fingerprint}-{Transition.At.ToUnixTimeMilliseconds()}-{(IsResolved ? "resolved" : SeverityWord)}");

    internal string SeverityWord => Severity == AlertSeverity.Page ? "page" : "ticket";

    /// <summary>Since when: an alert from a clock that was set back does not end before it starts.</summary>
    internal DateTime StartedAt => Transition.StartedAt.UtcDateTime;

    internal DateTime At => Transition.At < Transition.StartedAt ? StartedAt : Transition.At.UtcDateTime;

    /// <summary>An annotation of the objective that is a link, or null.</summary>
    internal string? Link(string annotation) =>
        Transition.Annotations.TryGetValue(annotation, out var text) && Uri.TryCreate(text, UriKind.Absolute, out Uri? url)
        && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp) ? url.AbsoluteUri : null;
}
