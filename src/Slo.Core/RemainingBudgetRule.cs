using Slo.Evaluation;

namespace Slo;

/// <summary>
/// Holds while less than a share of the period's error budget is left. It ends when bad events expire, or with the calendar period.
/// </summary>
public sealed record RemainingBudgetRule : AlertRule
{
    internal RemainingBudgetRule(AlertSeverity severity, decimal remainingRatio, AlertRuleSettings settings)
        : base(severity, settings) => RemainingRatio = remainingRatio;

    /// <summary>The rule holds below this share of the budget, in [0, 1): 0.25 for "less than 25 % left", 0 for "overspent".</summary>
    public decimal RemainingRatio { get; }

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{Severity.Word()} with less than {RemainingRatio * 100:0.####} % of the budget left");
}
