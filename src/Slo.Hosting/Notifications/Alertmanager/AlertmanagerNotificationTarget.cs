using Slo.Hosting.Notifications;
using Slo.Hosting.Notifications.Alertmanager;
using Slo.Hosting.Notifications.Http;

namespace Slo;

/// <summary>
/// Prometheus Alertmanager, API v2: told again while an alert fires, and for five minutes after. What fires carries an end that lies
/// ahead, so that it ends by itself when this process is gone.
/// </summary>
public sealed class AlertmanagerNotificationTarget : SloHttpNotificationTarget
{
    // As Prometheus has it: three repetitions may be lost.
    internal const int IntervalsToEnd = 4;

    internal const int AlertsInARequest = 64;

    /// <summary>How often what fires is sent again. Default 1 min; from 1 s to 1 h.</summary>
    public TimeSpan ResendInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long Alertmanager still takes an alert to be firing after it was resolved here. Default 0; up to 1 h. Where rules of Prometheus
    /// alert for the same objectives, set it to the time by which they lag, a scrape and two evaluations, for example 2 min: until then the
    /// alert of the process mutes theirs, which would otherwise report the incident again (docs/alertmanager.md).
    /// </summary>
    public TimeSpan ResolveDelay { get; set; }

    /// <inheritdoc/>
    protected internal override Uri? Address => Url is not { } url || !RequestFaults.IsWeb(url) ? Url
        : Uri.TryCreate(url.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/api/v2/alerts" + url.Query, UriKind.Absolute, out Uri? api) ? api
        : null;

    /// <inheritdoc/>
    protected internal override int BatchSize => AlertsInARequest;

    /// <inheritdoc/>
    protected internal override TimeSpan? RepeatInterval => ResendInterval;

    // There the severity is a label, and another label makes another alert.

    /// <inheritdoc/>
    protected internal override bool IsAlertPerSeverity => true;

    /// <inheritdoc/>
    protected internal override void DescribeSettings(SloSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        base.DescribeSettings(settings);
        settings.Duration(
            nameof(ResendInterval), ResendInterval, value => ResendInterval = value, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        settings.Duration(nameof(ResolveDelay), ResolveDelay, value => ResolveDelay = value, TimeSpan.Zero, TimeSpan.FromHours(1));
    }

    /// <inheritdoc/>
    protected internal override HttpContent CreateContent(SloNotificationBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        DateTime ahead = (batch.CreatedAt + (ResendInterval * IntervalsToEnd)).UtcDateTime;
        return CreateJson(
            [.. batch.Notifications.Select(notification => new PostableAlert(
                AlertLabels.Labels(notification, batch.Instance),
                AlertLabels.Annotations(notification),
                notification.StartedAt,
                notification.IsResolved ? notification.At + ResolveDelay : ahead,
                notification.DashboardUrl))],
            AlertmanagerJson.Relaxed.PostableAlertArray);
    }
}
