using Slo.Hosting.Notifications.PagerDuty;

namespace Slo;

/// <summary>PagerDuty, Events API v2. All replicas use the same key, so theirs is one incident, and so does a process that was
/// restarted.</summary>
public sealed class PagerDutyNotificationTarget : SloHttpNotificationTarget
{
    internal const int MaximumSummary = 1024;
    internal const int MaximumDedupKey = 255;

    // Not in PagerDuty's text, but the whole event may have 512 KB.
    private const int MaximumDetail = 2000;

    private static readonly Uri PublicAddress = new("https://events.pagerduty.com/v2/enqueue");

    /// <summary>The integration key: 32 letters and digits, required. A secret.</summary>
    public string? RoutingKey { get; set; }

    /// <inheritdoc/>
    protected internal override Uri? Address => Url ?? PublicAddress;

    /// <inheritdoc/>
    protected internal override string Receiver => $"{base.Receiver}\n{RoutingKey}";

    /// <inheritdoc/>
    protected internal override void DescribeSettings(SloSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Text(nameof(RoutingKey), RoutingKey, value => RoutingKey = value);
        base.DescribeSettings(settings);
    }

    /// <inheritdoc/>
    protected internal override IEnumerable<string> GetFaults() => RoutingKey is { Length: 32 } key && key.All(char.IsAsciiLetterOrDigit)
        ? base.GetFaults()
        : [.. base.GetFaults(), $"{nameof(RoutingKey)}: must be the 32 letters and digits of a PagerDuty integration key "
            + "(the value is a secret and not shown)"];

    /// <inheritdoc/>
    protected internal override HttpContent CreateContent(SloNotificationBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        SloNotification notification = batch.Notifications[0];
        SloAlertTransition transition = notification.Transition;
        PagerDutyPayload payload = new(
            SloText.OneLine(notification.Title, MaximumSummary),
            batch.Instance.Length > 0 ? batch.Instance : transition.Service ?? transition.Name,
            notification.Severity == AlertSeverity.Page ? "critical" : "warning",
            notification.At,
            transition.Name,
            transition.Service,
            "SLO",
            Details(notification));
        PagerDutyEvent document = new(
            RoutingKey ?? "",
            notification.IsResolved ? "resolve" : "trigger",
            SloText.OneLine(transition.Fingerprint, MaximumDedupKey),
            payload,
            [.. new[] { Link(notification.RunbookUrl, "Runbook"), Link(notification.DashboardUrl, "Dashboard") }.OfType<PagerDutyLink>()],
            "Slo",
            notification.DashboardUrl);
        return CreateJson(document, PagerDutyJson.Relaxed.PagerDutyEvent);
    }

    private static SortedDictionary<string, string> Details(SloNotification notification)
    {
        SortedDictionary<string, string> details = new(StringComparer.Ordinal);
        foreach ((var name, var value) in notification.Transition.Labels.Concat(notification.Text.Facts))
        {
            details[name] = SloText.OneLine(value, MaximumDetail);
        }

        return details;
    }

    private static PagerDutyLink? Link(string? url, string text) => url is null ? null : new(url, text);
}
