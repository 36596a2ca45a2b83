using System.Globalization;
using Slo.Hosting.Delivery;
using Slo.Hosting.Incidents;
using Slo.Hosting.Notifications;

namespace Slo;

/// <summary>What one target is to be told of one change of an alert: that it fires, or that it is over. Immutable.</summary>
public sealed class SloNotification : IDeliverable
{
    /// <summary>Creates one. A host does it; tests of targets may.</summary>
    /// <param name="transition">What happened.</param>
    /// <param name="isResolved">Whether the alert is over, as far as the target is concerned.</param>
    /// <param name="severity">How urgent it is, or was.</param>
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

    /// <summary>Names the alert to the target: a later notification with the same key takes the place of this one.</summary>
    public string Key { get; }

    /// <summary>What happened. Given to a target its texts are one clean line each, and the labels have the set's name as
    /// <c>slo_set</c>.</summary>
    public SloAlertTransition Transition { get; }

    /// <summary>Whether the alert is over, as far as the target is concerned: one that hears of pages only hears it when a page falls
    /// back to a ticket.</summary>
    public bool IsResolved { get; }

    /// <summary>How urgent it is, or was.</summary>
    public AlertSeverity Severity { get; }

    /// <summary>The same however often it is sent, and different from those of all other notifications.</summary>
    public string Id => string.Create(
        CultureInfo.InvariantCulture,
        $"{Transition.Fingerprint}-{Transition.At.ToUnixTimeMilliseconds()}-{(IsResolved ? Status : SeverityWord)}");

    /// <summary>One line that says what burns and how fast, or how long it lasted.</summary>
    public string Title => Text.Title;

    /// <summary>The rest in plain words, a fact on each line: rule, burn rates, since when, what is left of the budget, owner,
    /// links.</summary>
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

    private string? Link(string annotation) =>
        Transition.Annotations.TryGetValue(annotation, out var text) && Uri.TryCreate(text, UriKind.Absolute, out Uri? url)
        && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp) ? url.AbsoluteUri : null;
}
