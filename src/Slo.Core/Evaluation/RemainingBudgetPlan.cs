namespace Slo.Evaluation;

/// <summary>Less than a share of the budget is left exactly where the bad ratio exceeds what the rest of the budget allows.</summary>
internal sealed class RemainingBudgetPlan(RemainingBudgetRule rule, Fraction budget) : RulePlan(rule)
{
    private readonly Fraction _threshold = Fraction.From(1 - rule.RemainingRatio) * budget;

    internal override bool Holds(EvaluationScratch readings, bool held) =>
        readings.Budget.Bad > 0 && _threshold.CompareRatio(readings.Budget.Bad, readings.Budget.Total) > 0;
}
