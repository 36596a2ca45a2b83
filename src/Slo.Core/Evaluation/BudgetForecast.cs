namespace Slo.Evaluation;

/// <summary>
/// When the error budget ends if bad events go on at the current burn rate. In a rolling period old bad events expire meanwhile; at the
/// end of a calendar period a new budget begins.
/// </summary>
internal static class BudgetForecast
{
    // The finest step into which a period is cut, about a slice of its coarse tier.
    private const int Steps = 4096;

    /// <summary>The time until the last event is spent: zero if none is left.</summary>
    /// <param name="plan">The plan of the evaluation.</param>
    /// <param name="evaluation">What was read.</param>
    /// <param name="within">How far to look; default: the period.</param>
    /// <returns>Null if nothing burns, or if the budget does not end within that time.</returns>
    internal static TimeSpan? TimeToExhaustion(EvaluationPlan plan, EvaluationBuffer evaluation, TimeSpan? within = null)
    {
        SloEventCounts budget = evaluation.Budget;
        if (evaluation.Events.Total == 0 || ErrorBudget.RemainingRatio(budget, plan.Allowed(evaluation)) is not { } remaining
            || plan.ForecastBurnRate(evaluation) is not { } burnRate || burnRate <= 0)
        {
            return null;
        }

        if (remaining <= 0)
        {
            return TimeSpan.Zero;
        }

        var allowed = plan.Allowed(evaluation).ToDouble();
        var perTick = burnRate * allowed / evaluation.PeriodLength.Ticks;
        var earliest = remaining * evaluation.PeriodLength.Ticks / burnRate;
        TimeSpan end = plan.Objective.Period.IsRolling ? evaluation.PeriodLength : evaluation.PeriodEnd - evaluation.AsOf;
        var latest = (double)Math.Min(end.Ticks, (within ?? end).Ticks);
        if (earliest > latest)
        {
            return null;
        }

        return plan.Objective.Period.IsRolling && evaluation.History is { } history
            ? new Search(history, evaluation, perTick, allowed - budget.Bad).Find(earliest, latest)
            : Time(earliest);
    }

    private static TimeSpan Time(double ticks) => TimeSpan.FromTicks((long)ticks);

    /// <summary>Where the bad events to come, less those that expire, first reach what is left.</summary>
    private readonly struct Search(IBudgetHistory history, EvaluationBuffer evaluation, double perTick, double left)
    {
        private readonly double _step = (double)evaluation.PeriodLength.Ticks / Steps;
        private readonly long _before = history.BadUntil(evaluation.PeriodStart, evaluation);

        internal TimeSpan? Find(double from, double to) => Find(from, Expired(from), to, Expired(to));

        private TimeSpan? Find(double from, long expiredThen, double to, long expired)
        {
            if ((perTick * from) - expiredThen >= left)
            {
                return Time(from);
            }

            // The most that can be reached: as if nothing of this stretch expired before its end.
            if ((perTick * to) - expiredThen < left)
            {
                return null;
            }

            return to - from <= _step ? Cross(from, expiredThen, to, expired) : Halves(from, expiredThen, to, expired);
        }

        private TimeSpan? Halves(double from, long expiredThen, double to, long expired)
        {
            var middle = from + ((to - from) / 2);
            var expiredBetween = Expired(middle);
            return Find(from, expiredThen, middle, expiredBetween) ?? Find(middle, expiredBetween, to, expired);
        }

        // Inside a step events expire evenly.
        private TimeSpan? Cross(double from, long expiredThen, double to, long expired)
        {
            var atStart = (perTick * from) - expiredThen - left;
            var atEnd = (perTick * to) - expired - left;
            return atEnd < 0 ? null : Time(from + ((to - from) * (atStart / (atStart - atEnd))));
        }

        private long Expired(double after) => history.BadUntil(evaluation.PeriodStart + (long)after, evaluation) - _before;
    }
}
