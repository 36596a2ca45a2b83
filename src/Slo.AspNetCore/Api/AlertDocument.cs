namespace Slo.AspNetCore.Api;

/// <summary>JSON: the alert that an objective's rules make up. What belongs to an incident is null without one.</summary>
internal sealed record AlertDocument(
    AlertState State, DateTimeOffset Since, AlertSeverity? Severity, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? Cause,
    long? GoodEvents, long? BadEvents, double? BudgetSpentRatio, double? ExhaustionSeconds)
{
    internal static AlertDocument Of(SloAlert alert) => new(
        alert.State,
        alert.Since,
        alert.Severity,
        alert.StartedAt,
        alert.EndedAt,
        alert.Cause?.ToString(),
        alert.IncidentEvents?.Good,
        alert.IncidentEvents?.Bad,
        alert.BudgetSpentRatio,
        alert.TimeToExhaustion?.TotalSeconds);
}
