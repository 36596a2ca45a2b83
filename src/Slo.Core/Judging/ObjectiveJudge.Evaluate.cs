using System.Numerics;
using System.Runtime.CompilerServices;
using Slo.Evaluation;
using Slo.History;
using Slo.Windows;

namespace Slo.Judging;

/// <content>Reads the history into an evaluation.</content>
internal sealed partial class ObjectiveJudge
{
    /// <summary>Everything a status says, into a buffer: eight windows, four rules and the budget cost no allocation.</summary>
    internal void Evaluate(in Reading now, EvaluationBuffer into) => Evaluate(now, _plan, into, _edges);

    // One more than there are windows: the last one is the period's.
    private HistoryEdges Edges(EvaluationPlan plan) => new(plan.Windows.Length + 1, _history.IsSliced);

    private EvaluationBuffer Evaluate(in Reading now, EvaluationPlan plan)
    {
        EvaluationBuffer evaluation = new(plan);
        Evaluate(now, plan, evaluation, edges: null);
        return evaluation;
    }

    // The edges belong to the caller: the ticker keeps its own from one tick to the next, all others have none.
    private void Evaluate(in Reading now, EvaluationPlan plan, EvaluationBuffer into, HistoryEdges? edges)
    {
        HistoryCounts total = _history.Total(now);
        into.Position = now.Position;
        into.AsOf = _history.Timeline.InstantOf(now.Position);
        into.Begin(this, Observations, _history.IsSliced);
        HistoryPeriod period = ReadWindows(now, plan, into, edges);
        into.SilentSince = _history.SilentSince(now);
        into.Total = total.Events;
        into.TotalBudget = total.Budget;
        (into.PeriodEnd, into.PeriodLength) = (period.End, period.Length);
        into.PeriodStart = period.StartPosition;
        into.Events = period.Counts.Events;
        into.Budget = period.Counts.Budget;
        into.CountedBudget = period.CountedBudget;
        into.TargetRatio = plan.Objective.TargetRatio;
        into.ExcludedTicks = 0;
        into.Shares = null;
        if (_history.IsAmended)
        {
            ReadTargets(plan, into, now);
        }

        Cover(plan, into);
        into.Holding = plan.Holding(into, Held);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private HistoryPeriod ReadWindows(in Reading now, EvaluationPlan plan, EvaluationBuffer into, HistoryEdges? edges)
    {
        if (edges is null)
        {
            return ReadWindows(now, plan, into);
        }

        _history.ReadWindows(now, plan.Windows, edges, into.WindowEvents, into.WindowBudgets);
        return _history.Period(now, into.AsOf, edges, plan.Windows.Length);
    }

    // Out of line: what it needs on the stack would cost every evaluation.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private HistoryPeriod ReadWindows(in Reading now, EvaluationPlan plan, EvaluationBuffer into)
    {
        _history.ReadWindows(now, plan.Windows, into.WindowEvents, into.WindowBudgets);
        return _history.Period(now, into.AsOf);
    }

    private void ReadTargets(EvaluationPlan plan, EvaluationBuffer into, Reading now)
    {
        into.TargetRatio = _history.TargetRatio ?? into.TargetRatio;
        into.ExcludedTicks = _history.ExcludedTicks(into.PeriodStart, into.PeriodStart + into.PeriodLength.Ticks);
        if (!_history.HasOtherTargets)
        {
            return;
        }

        var windows = new Fraction[plan.Windows.Length];
        for (var i = 0; i < windows.Length; i++)
        {
            windows[i] = PerUnit(plan, now, now.Position - plan.Windows[i], into.WindowBudgets[i]);
        }

        into.Shares = new(PerUnit(plan, now, into.PeriodStart, into.Budget), windows);
    }

    // Where nothing was counted, or one target was in force, by the one that is.
    private Fraction PerUnit(EvaluationPlan plan, in Reading now, long from, SloEventCounts budget)
    {
        if (budget.Total > 0 && _history.Allowed(now, from) is { } parts)
        {
            return Fraction.From((BigInteger)parts, (BigInteger)budget.Total * Stretches.PartsPerUnit);
        }

        return _history.TargetRatio is { } target && target != plan.Objective.TargetRatio
            ? Fraction.From(1 - target) : plan.AllowedPerUnit;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Cover(EvaluationPlan plan, EvaluationBuffer into)
    {
        var since = _history.ObservedSince;
        into.CoverageRatio = since <= into.PeriodStart && into.PeriodStart < into.Position
            ? 1 : _history.Coverage(into.PeriodStart, into.Position);
        into.ObservedSince = plan.CountsUnobserved ? since : long.MinValue;
        into.AreWindowsPlain = into.Shares is null && into.Position - plan.LongestWindow >= into.ObservedSince;
        into.IsObservedBefore = !into.AreWindowsPlain && _history.IsObservedBefore;
        var end = into.PeriodStart + into.PeriodLength.Ticks;
        into.PeriodCoverage = !plan.CountsUnobserved || (into.PeriodStart >= into.ObservedSince && end == into.Position)
            ? Coverage.Full
            : Covered(into.PeriodStart, into.Position, end, into.Budget);
    }

    // Of slices the number is known; of events, when they came.
    private Coverage Covered(long from, long now, long to, SloEventCounts budget)
    {
        if (_history.IsSliced)
        {
            // A change of the method makes another history.
            var slices = budget.Total / SliceWorth.UnitOf(Objective.Method);
            return new(Math.Max(1, slices), Math.Max(slices, _history.SlicesIn(from, to)));
        }

        return Coverage.Of(_history.Observed(from, now), to - from - _history.ExcludedTicks(from, to));
    }
}
