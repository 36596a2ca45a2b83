namespace Slo;

/// <summary>A severity that an incident had.</summary>
/// <param name="At">From when on, UTC.</param>
/// <param name="Severity">The highest severity of the rules that fired.</param>
public readonly record struct SloIncidentSeverity(DateTimeOffset At, AlertSeverity Severity)
{
    /// <summary>The text of the rule that changed it, such as the one that made a ticket a page. Null for the first severity, whose rule is
    /// <see cref="SloIncident.Cause"/>, and where no rule changed it.</summary>
    public string? Cause { get; init; }
}
