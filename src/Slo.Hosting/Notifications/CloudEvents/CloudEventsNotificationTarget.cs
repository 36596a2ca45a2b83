using Slo.Hosting.Notifications.CloudEvents;

namespace Slo;

/// <summary>CloudEvents 1.0 over HTTP, structured mode. An event that is sent twice has the same id both times.</summary>
public sealed class CloudEventsNotificationTarget : SloHttpNotificationTarget
{
    internal const string Firing = "dev.slo.alert.firing.v1";
    internal const string Resolved = "dev.slo.alert.resolved.v1";

    /// <inheritdoc/>
    protected internal override HttpContent CreateContent(SloNotificationBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        SloNotification notification = batch.Notifications[0];
        SloAlertTransition transition = notification.Transition;
        IEnumerable<string> source = new[] { "slo", transition.Service, batch.Instance }.OfType<string>()
            .Where(part => part.Length > 0).Select(Uri.EscapeDataString);
        AlertEvent document = new(
            "1.0",
            notification.Id,
            "/" + string.Join('/', source),
            notification.IsResolved ? Resolved : Firing,
            transition.Name,
            transition.At.UtcDateTime,
            "application/json",
            Data(notification));
        return CreateJson(document, CloudEventsJson.Relaxed.AlertEvent, "application/cloudevents+json");
    }

    private static AlertEventData Data(SloNotification notification)
    {
        SloAlertTransition transition = notification.Transition;
        SloStatus? status = transition.Status;
        AlertRuleStatus rule = status?.Alert.Firing.FirstOrDefault(rule => rule.Rule.Severity == notification.Severity) ?? default;
        return new AlertEventData(
            transition.Fingerprint, notification.Status, transition.Kind.ToString().ToLowerInvariant(), notification.SeverityWord,
            transition.Name,
            transition.Service, transition.Cause, transition.Resolution?.ToString().ToLowerInvariant(),
            notification.StartedAt, notification.At, notification.Title, notification.Description,
            (double?)status?.TargetRatio, status?.ComplianceRatio, status?.CoverageRatio,
            status?.ErrorBudgetRemainingRatio, status?.Alert.BudgetSpentRatio,
            status?.TimeToExhaustion?.TotalSeconds, rule.LongBurnRate, rule.ShortBurnRate, notification.RunbookUrl,
            notification.DashboardUrl,
            new SortedDictionary<string, string>(transition.Labels.ToDictionary(), StringComparer.Ordinal));
    }
}
