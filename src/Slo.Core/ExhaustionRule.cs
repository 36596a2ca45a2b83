using Slo.Evaluation;

namespace Slo;

/// <summary>
/// Holds while, at the current burn rate, the error budget ends within a time (<see cref="SloStatus.TimeToExhaustion"/>).
/// </summary>
public sealed record ExhaustionRule : AlertRule
{
    internal ExhaustionRule(AlertSeverity severity, TimeSpan within, AlertRuleSettings settings)
        : base(severity, settings) => Within = within;

    /// <summary>The rule holds while the forecast is this long or less; above 0, at most the period.</summary>
    public TimeSpan Within { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Severity.Word()} when the budget ends within {SloDuration.Format(Within)}";
}
