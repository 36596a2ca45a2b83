namespace Slo.Shared.Incidents;

/// <summary>JSON: a severity that an incident had.</summary>
/// <param name="At">From when on, UTC.</param>
/// <param name="Severity"><c>page</c> or <c>ticket</c>.</param>
internal sealed record IncidentSeverityDocument(DateTimeOffset At, string Severity);
