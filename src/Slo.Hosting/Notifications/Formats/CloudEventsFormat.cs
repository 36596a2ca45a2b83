namespace Slo.Hosting.Notifications.Formats;

/// <summary>CloudEvents. An event that is sent twice has the same id both times.</summary>
internal sealed class CloudEventsFormat(string instance) : NotificationFormat
{
    internal const string Firing = "dev.slo.alert.firing.v1";
    internal const string Resolved = "dev.slo.alert.resolved.v1";

    internal override string ContentType => "application/cloudevents+json";

    private protected override byte[] Render(IReadOnlyList<Notification> notifications, DateTimeOffset now)
    {
        Notification notification = notifications[0];
        SloAlertTransition transition = notification.Transition;
        return Json(
            new AlertEvent(
                "1.0",
                notification.Id,
                "/" + string.Join('/', ((string?[])["slo", transition.Service, instance]).Where(part => !string.IsNullOrEmpty(part)).Select(part => Uri.EscapeDataString(part!))),
                notification.IsResolved ? Resolved : Firing,
                transition.Name,
                transition.At.UtcDateTime,
                "application/json",
                Data(notification)),
            NotificationJson.Relaxed.AlertEvent);
    }

    private static AlertEventData Data(Notification notification)
    {
        SloAlertTransition transition = notification.Transition;
        SloStatus? status = transition.Status;
        AlertText text = new(notification);
        AlertRuleStatus rule = status?.Alert.Firing.FirstOrDefault(rule => rule.Rule.Severity == notification.Severity) ?? default;
        return new AlertEventData(
            transition.Fingerprint, notification.Status, transition.Kind.ToString().ToLowerInvariant(), notification.SeverityWord, transition.Name,
            transition.Service, transition.Cause, notification.StartedAt, notification.At, text.Title, text.Body, (double?)status?.Objective.TargetRatio,
            status?.ComplianceRatio, status?.ErrorBudgetRemainingRatio, status?.Alert.BudgetSpentRatio, status?.TimeToExhaustion?.TotalSeconds,
            rule.LongBurnRate, rule.ShortBurnRate, notification.Link("runbook_url"), notification.Link("dashboard_url"),
            new SortedDictionary<string, string>(transition.Labels.ToDictionary(), StringComparer.Ordinal));
    }
}
