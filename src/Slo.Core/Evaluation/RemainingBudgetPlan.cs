namespace Slo.Evaluation;

/// <summary>Less than a share of the budget is left exactly where more than the rest of it was spent.</summary>
internal sealed class RemainingBudgetPlan(RemainingBudgetRule rule) : RulePlan(rule)
{
    private readonly Fraction _spent = Fraction.From(1 - rule.RemainingRatio);

    internal override bool Holds(EvaluationScratch readings, bool held) =>
        readings.Budget.Bad > 0 && readings.Allowed.CompareBad(readings.Budget.Bad, _spent) > 0;
}
