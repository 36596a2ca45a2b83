namespace Slo.Hosting.Notifications.CloudEvents;

/// <summary>What a CloudEvent of ours holds; docs/notifications.md lists it.</summary>
internal sealed record AlertEventData(
    string Fingerprint, string Status, string Change, string Severity, string Slo, string? Service, string? Cause, string? Resolution,
    DateTime StartedAt, DateTime At,
    string Summary, string Description, double? TargetRatio, double? ComplianceRatio, double? CoverageRatio,
    double? ErrorBudgetRemainingRatio, double? BudgetSpentRatio, double? SecondsToExhaustion, double? LongBurnRate,
    double? ShortBurnRate, string? RunbookUrl, string? DashboardUrl, IReadOnlyDictionary<string, string> Labels);
