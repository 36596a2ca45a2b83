namespace Slo.Evaluation;

/// <summary>The forecast of exhaustion as the status gives it, compared with the rule's time.</summary>
internal sealed class ExhaustionPlan(ExhaustionRule rule, Fraction budget, int forecastWindow) : RulePlan(rule)
{
    internal override bool Holds(EvaluationScratch readings, bool held)
    {
        SloEventCounts recent = forecastWindow < 0 ? readings.Budget : readings.WindowBudgets[forecastWindow];
        return ErrorBudget.TimeToExhaustion(
            ErrorBudget.RemainingRatio(readings.Budget, budget), ErrorBudget.BurnRate(recent, budget), readings.PeriodLength) <= rule.Within;
    }
}
