namespace Slo;

/// <summary>A severity that an incident had.</summary>
/// <param name="At">From when on, UTC.</param>
/// <param name="Severity">The highest severity of the rules that fired.</param>
public readonly record struct SloIncidentSeverity(DateTimeOffset At, AlertSeverity Severity);
