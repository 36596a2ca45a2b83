namespace Slo;

/// <summary>A rule of an objective's alert: a condition, a severity, and how long the condition must last and the alert is kept.</summary>
/// <remarks>Immutable. Built by the methods of <see cref="SloObjectiveBuilder"/>, which refuses rules that could never hold.</remarks>
public abstract record AlertRule
{
    private protected AlertRule(AlertSeverity severity, AlertRuleSettings settings)
    {
        Severity = severity;
        Settings = settings;
    }

    /// <summary>Page or ticket.</summary>
    public AlertSeverity Severity { get; }

    /// <summary>Hold, keep-firing and cool-down times, and guards for low traffic. All zero by default.</summary>
    public AlertRuleSettings Settings { get; }
}
