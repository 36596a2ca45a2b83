using System.Globalization;
using Slo.Hosting.Delivery;
using Slo.Hosting.Incidents;
using Slo.Hosting.Notifications;

namespace Slo;

/// <summary>A notification of one target about one change of an alert: that it fires, or that it has ended. Immutable.</summary>
public sealed class SloNotification : IDeliverable
{
    /// <summary>Creates a notification, for tests of targets. At run time the host does this.</summary>
    /// <param name="transition">The change of the alert.</param>
    /// <param name="isResolved">Whether the alert has ended for the target.</param>
    /// <param name="severity">The current severity, or the last one if it has ended.</param>
    public SloNotification(SloAlertTransition transition, bool isResolved, AlertSeverity severity)
        : this(transition?.Fingerprint ?? throw new ArgumentNullException(nameof(transition)), transition, isResolved, severity)
    {
    }

    internal SloNotification(string key, SloAlertTransition transition, bool isResolved, AlertSeverity severity)
    {
        Key = key;
        Transition = transition;
        IsResolved = isResolved;
        Severity = severity;
    }

    /// <summary>Identifies the alert for the target. A later notification with the same key replaces this one.</summary>
    public string Key { get; }

    /// <summary>The change of the alert. When it is passed to a target, its texts are single lines without control characters, and its
    /// labels contain the name of the set as <c>slo_set</c>.</summary>
    public SloAlertTransition Transition { get; }

    /// <summary>Whether the alert has ended for the target. For a target that gets only pages, it ends when a page becomes a
    /// ticket.</summary>
    public bool IsResolved { get; }

    /// <summary>The current severity, or the last one if the alert has ended.</summary>
    public AlertSeverity Severity { get; }

    /// <summary>Identifies the notification: the same when it is sent again, and different from those of all other
    /// notifications.</summary>
    public string Id => string.Create(
        CultureInfo.InvariantCulture,
        $"{Transition.Fingerprint}-{Transition.At.ToUnixTimeMilliseconds()}-{(IsResolved ? Status : SeverityWord)}");

    /// <summary>A summary in one line: the objective and its burn rate, or how long the alert lasted.</summary>
    public string Title => Text.Title;

    /// <summary>The details, one fact on each line: rule, burn rates, since when, the budget left, owner, links.</summary>
    public string Description => Text.Body;

    /// <summary>The annotation <c>runbook_url</c>, or null if it is no web address.</summary>
    public string? RunbookUrl => Link("runbook_url");

    /// <summary>The annotation <c>dashboard_url</c>, or null if it is no web address.</summary>
    public string? DashboardUrl => Link("dashboard_url");

    bool IDeliverable.IsEnd => IsResolved;

    int IDeliverable.Urgency => (int)Severity;

    internal string Status => IsResolved ? "resolved" : "firing";

    internal string SeverityWord => Severity.Word();

    /// <summary>Since when: an alert from a clock that was set back does not end before it starts.</summary>
    internal DateTime StartedAt => Transition.StartedAt.UtcDateTime;

    internal DateTime At => Transition.At < Transition.StartedAt ? StartedAt : Transition.At.UtcDateTime;

    internal AlertText Text => field ??= new AlertText(this);

    /// <inheritdoc/>
    public override string ToString() => $"{Transition.Subject} is {Status} ({SeverityWord})";

    /// <summary>The incident of the alert; null: not known.</summary>
    internal NotifiedIncident? Incident { get; private init; }

    internal SloNotification With(SloAlertTransition transition) => new(Key, transition, IsResolved, Severity) { Incident = Incident };

    internal SloNotification With(NotifiedIncident? incident) => new(Key, Transition, IsResolved, Severity) { Incident = incident };

    private string? Link(string annotation)
    {
        try
        {
            return Transition.Annotations.TryGetValue(annotation, out var text) && Uri.TryCreate(text, UriKind.Absolute, out Uri? url)
                && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp) ? url.AbsoluteUri : null;
        }
        catch (IndexOutOfRangeException)
        {
            // System.Uri throws it for a few texts, in place of an answer. Annotations come from outside.
            return null;
        }
    }
}
