namespace Slo.Evaluation;

/// <summary>The forecast of exhaustion as the status gives it, compared with the rule's time.</summary>
internal sealed class ExhaustionPlan(ExhaustionRule rule, int forecastWindow) : RulePlan(rule)
{
    internal override bool Holds(EvaluationScratch readings, bool held)
    {
        var burnRate = forecastWindow < 0
            ? ErrorBudget.BurnRate(readings.Budget, readings.Allowed)
            : ErrorBudget.BurnRate(readings.WindowBudgets[forecastWindow], readings.WindowAllowed(forecastWindow));
        return ErrorBudget.TimeToExhaustion(
            ErrorBudget.RemainingRatio(readings.Budget, readings.Allowed), burnRate, readings.PeriodLength) <= rule.Within;
    }
}
