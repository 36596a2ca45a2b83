namespace Slo.AspNetCore.Api;

/// <summary>JSON: an incident. What is not known is null.</summary>
internal sealed record IncidentDocument(
    string Id, string Name, string? Group, string? Service, string? Owner, string Fingerprint, DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt, DateTimeOffset AsOf, SloAlertResolution? Resolution, string? Cause, AlertSeverity Severity,
    IReadOnlyList<SloIncidentSeverity> Severities, double? PeakBurnRate, long GoodEvents, long BadEvents, double? BudgetSpentRatio)
{
    internal static IncidentDocument Of(SloIncident incident) => new(
        incident.Id, incident.Name, incident.Group, incident.Service, incident.Owner, incident.Fingerprint, incident.StartedAt,
        incident.EndedAt, incident.AsOf, incident.Resolution, incident.Cause, incident.Severity, incident.Severities,
        incident.PeakBurnRate, incident.Events.Good, incident.Events.Bad, incident.BudgetSpentRatio);
}
