using Slo.Evaluation;

namespace Slo;

/// <summary>
/// Holds while less than a share of the period's error budget is left. It ends when bad events expire, or with the calendar period.
/// </summary>
public sealed record RemainingBudgetRule : AlertRule
{
    private static readonly AlertRuleArgument RatioArgument = new(
        "remainingRatio", "BudgetRemainingPercent", AlertRuleUnit.Ratio, AlertRuleEffect.Earlier, "Holds while less of the budget is left.")
    {
        IsRequired = true,
        Limits = new(0, 1, ExcludesMaximum: true),
        Label = "the share of budget left",
        Example = 0.25m,
    };

    /// <summary>The kind of these rules.</summary>
    public static readonly AlertRuleKind Kind = new("remainingBudget", new AlertRuleBasis(RatioArgument))
    {
        Resolve = (rule, _) => new RemainingBudgetRule(rule),
        Label = rule => $"rule '{new RemainingBudgetRule(rule)}'",
    };

    private RemainingBudgetRule(AlertRuleDefinition definition)
        : base(definition) => RemainingRatio = definition.Number(RatioArgument);

    /// <summary>The rule holds below this share of the budget, in [0, 1): 0.25 for "less than 25 % left", 0 for "overspent".</summary>
    public decimal RemainingRatio { get; }

    /// <summary>Declares such a rule.</summary>
    /// <param name="severity">Page or ticket.</param>
    /// <param name="remainingRatio">In [0, 1): 0.25 for "less than 25 % left".</param>
    /// <param name="settings">Hold, keep-firing, cool-down; default: none.</param>
    public static AlertRuleDefinition Define(AlertSeverity severity, decimal remainingRatio, AlertRuleSettings? settings = null) =>
        new(Kind.Bases[0], severity, [new(RatioArgument, remainingRatio), .. (settings ?? AlertRuleSettings.None).Values]);

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{Severity.Word()} with less than {RemainingRatio * 100:0.####} % of the budget left");

    // Less than a share is left exactly where more than the rest was spent; without events nothing is known.
    internal override RulePlan Plan(EvaluationPlan plan)
    {
        var spent = Fraction.From(1 - RemainingRatio);
        return new ConditionPlan(
            this,
            readings => readings.Budget.Bad > 0 && readings.Events.Total > 0 && plan.Allowed(readings) is var allowed
                && allowed.Compare(readings.Budget.Bad, spent * allowed.PerUnit) > 0,
            readings => readings.PeriodStart);
    }
}
