using Slo.Evaluation;

namespace Slo.Tests.Evaluation;

/// <summary>Forecasts of a budget of which so much is left, at a burn rate, with nothing that expires.</summary>
internal static class Forecast
{
    private const long Events = 1_000_000_000;

    internal static TimeSpan? Of(decimal remaining, decimal burnRate, TimeSpan period, TimeSpan? within = null)
    {
        EvaluationPlan plan = new(new SloObjectiveBuilder("forecast").TargetPercent(99).Rolling(period)
            .BurnRateRule(AlertSeverity.Page, 1, period / 10).Build());
        EvaluationBuffer evaluation = new(plan) { Events = Counts(1 - remaining), Budget = Counts(1 - remaining) };
        (evaluation.PeriodEnd, evaluation.PeriodLength) = (DateTimeOffset.UnixEpoch + period, period);
        evaluation.WindowBudgets[plan.ForecastWindow] = Counts(burnRate);
        return BudgetForecast.TimeToExhaustion(plan, evaluation, within);
    }

    private static SloEventCounts Counts(decimal burnRate) => new(Events - (long)(burnRate * Events / 100), (long)(burnRate * Events / 100));
}
