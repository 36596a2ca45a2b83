using System.Numerics;
using Slo.Evaluation;
using Slo.History;
using Slo.Windows;

namespace Slo.Judging;

/// <content>Reads the history for charts.</content>
internal sealed partial class ObjectiveJudge
{
    /// <summary>Compliance and budget, step by step. Any thread.</summary>
    internal List<SloBudgetPoint> BudgetSeries(in Reading now, (DateTimeOffset From, DateTimeOffset To) range, TimeSpan step)
    {
        List<SloBudgetPoint> points = [];
        EvaluationPlan plan = _plan;
        EvaluationBuffer evaluation = Evaluate(now, plan);
        AllowedBad allowed = plan.Allowed(evaluation);
        List<long> edges = _history.Series(now).Edges(now, range, step);
        for (var i = 1; i < edges.Count; i++)
        {
            var end = Math.Min(edges[i], now.Position);
            (SloEventCounts events, SloEventCounts budget) = Between(edges[i - 1], end, now);
            points.Add(new(
                _history.Timeline.AlignedInstantOf(end),
                events.Total == 0 ? null : ErrorBudget.Compliance(budget),
                _history.TargetAt(end) ?? plan.Objective.TargetRatio,
                RemainingAt(end, evaluation, allowed)));
        }

        return points;
    }

    /// <summary>The burn rates of windows that end with each step. Any thread.</summary>
    internal List<SloBurnRatePoint> BurnRateSeries(
        in Reading now, (DateTimeOffset From, DateTimeOffset To) range, TimeSpan step, IReadOnlyList<TimeSpan> windows)
    {
        List<SloBurnRatePoint> points = [];
        EvaluationPlan plan = _plan;
        foreach (var edge in _history.Series(now).Edges(now, range, step).Skip(1))
        {
            var end = Math.Min(edge, now.Position);
            var burnRates = new double?[windows.Count];
            for (var i = 0; i < burnRates.Length; i++)
            {
                burnRates[i] = BurnRateAt(plan, end, windows[i].Ticks, now);
            }

            points.Add(new(_history.Timeline.AlignedInstantOf(end), burnRates));
        }

        return points;
    }

    /// <summary>What a stretch of time cost. Any thread.</summary>
    internal SloBudgetSpending BudgetSpending(in Reading now, (DateTimeOffset From, DateTimeOffset To) range)
    {
        EvaluationPlan plan = _plan;
        EvaluationBuffer evaluation = Evaluate(now, plan);
        Timeline timeline = _history.Timeline;
        var to = Math.Min(timeline.AlignedPositionOf(range.To), now.Position);
        var from = Math.Min(timeline.AlignedPositionOf(range.From), to);
        SloBudgetSpending spending = new(
            timeline.AlignedInstantOf(from), timeline.AlignedInstantOf(to), Between(from, to, now).Events, null,
            new(_history.SliceAt(from, now)));
        if (evaluation.Events.Total == 0 || to <= evaluation.PeriodStart || (to > from && _history.Observed(from, to) == 0))
        {
            return spending;
        }

        var bad = SpentUntil(to, evaluation) - SpentUntil(from, evaluation);
        return spending with { SpentRatio = ErrorBudget.SpentRatio(Math.Max(0, bad), plan.Allowed(evaluation)) };
    }

    /// <inheritdoc/>
    public double? RemainingAt(long position, EvaluationBuffer evaluation, in AllowedBad allowed)
    {
        if (evaluation.Events.Total == 0 || position < evaluation.PeriodStart
            || (position < evaluation.Position && _history.Observed(evaluation.PeriodStart, position) == 0))
        {
            return null;
        }

        return allowed.RemainingRatio(SpentUntil(position, evaluation));
    }

    // What of the period's bad events came before a position. Counted back from the end: of the start of a calendar period the evaluation
    // knows more than the ring.
    private long SpentUntil(long position, EvaluationBuffer evaluation)
    {
        if (position <= evaluation.PeriodStart)
        {
            return 0;
        }

        HistoryCounts end = _history.Included(evaluation.Position, new(evaluation.Total, evaluation.TotalBudget));
        var since = position >= evaluation.Position
            ? 0
            : Math.Max(0, end.Budget.Bad - _history.At(position, new Reading(evaluation.Position, evaluation.Total)).Budget.Bad);
        return Math.Max(0, evaluation.Budget.Bad - since);
    }

    private double? BurnRateAt(EvaluationPlan plan, long end, long window, in Reading now)
    {
        var from = end - window;
        (SloEventCounts events, SloEventCounts budget) = Between(from, end, now);
        if (events.Total == 0 || budget.Total == 0 || _history.SliceAt(from, now) > window)
        {
            return null;
        }

        Coverage coverage = Covered(from, end, end, budget);
        Fraction perUnit = _history.Allowed(now, from, end) is { } parts
            ? Fraction.From((BigInteger)parts, (BigInteger)budget.Total * Stretches.PartsPerUnit)
            : plan.AllowedPerUnit;
        return ErrorBudget.BurnRate(budget, plan.Allowed(budget, coverage, perUnit));
    }

    private (SloEventCounts Events, SloEventCounts Budget) Between(long from, long to, in Reading now)
    {
        HistoryCounts start = _history.At(from, now);
        HistoryCounts end = _history.At(to, now);
        return (CumulativeRing.Difference(end.Events, start.Events), CumulativeRing.Difference(end.Budget, start.Budget));
    }
}
