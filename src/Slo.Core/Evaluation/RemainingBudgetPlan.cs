namespace Slo.Evaluation;

/// <summary>Less than a share of the budget is left exactly where more than the rest of it was spent.</summary>
internal sealed class RemainingBudgetPlan(RemainingBudgetRule rule, Fraction allowedPerUnit) : RulePlan(rule)
{
    private readonly Fraction _spent = Fraction.From(1 - rule.RemainingRatio) * allowedPerUnit;

    internal override bool Holds(EvaluationScratch readings, bool held) =>
        readings.Budget.Bad > 0 && _spent.CompareRatio(readings.Budget.Bad, readings.Allowed.Units) > 0;
}
