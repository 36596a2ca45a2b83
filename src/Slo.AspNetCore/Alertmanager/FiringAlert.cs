namespace Slo.AspNetCore.Alertmanager;

/// <summary>An alert of an incident that fires, as it was last reported.</summary>
/// <param name="Severity">Its severity.</param>
/// <param name="StartedAt">The latest start that was reported.</param>
/// <param name="ReportedAt">When it was last reported.</param>
/// <param name="Group">The group of Alertmanager whose messages have it.</param>
internal readonly record struct FiringAlert(AlertSeverity Severity, DateTimeOffset StartedAt, DateTimeOffset ReportedAt, string Group);
