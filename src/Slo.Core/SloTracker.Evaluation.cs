using Slo.Evaluation;
using Slo.Windows;

namespace Slo;

/// <content>What is read for a status.</content>
public sealed partial class SloTracker
{
    /// <summary>Everything a status says, into a buffer: eight windows, four rules and the budget cost no allocation.</summary>
    internal void EvaluateLive(EvaluationScratch into) => Evaluate(Live(), _plan, into, _edges, _worthEdges);

    // The edges belong to the caller: the ticker keeps its own from one tick to the next, everybody else brings empty ones.
    private void Evaluate(in Reading now, EvaluationPlan plan, EvaluationScratch into, WindowEdge[] edges, WindowEdge[] worthEdges)
    {
        SloPeriod period = plan.Objective.Period;
        into.Position = now.Position;
        into.AsOf = _timeline.InstantOf(now.Position);
        into.SilentSince = _silence.Since(now);
        into.Total = now.Counts;
        into.TotalBudget = _slices?.Total ?? now.Counts;
        into.Ignored = _ignored.Count;
        if (period.IsRolling)
        {
            var length = period.Length.Ticks;
            into.Period = (into.AsOf - period.Length, into.AsOf);
            into.PeriodStart = now.Position - length;
            into.Events = _ring.Window(now, length, ref edges[^1]);
            into.Budget = InBudget(into.Events, now, length);
        }
        else
        {
            CalendarWindow calendar = CurrentCalendar(now);
            if (_slices is null)
            {
                _calendar = calendar;
            }

            into.PeriodStart = calendar.StartPosition;
            into.Period = (calendar.Start, calendar.End);
            into.Events = CumulativeRing.Difference(now.Counts, calendar.Events);
            into.Budget = _slices is null ? into.Events : CumulativeRing.Difference(_slices.Total, calendar.Worth);
        }

        for (var i = 0; i < plan.Windows.Length; i++)
        {
            SloEventCounts events = _ring.Window(now, plan.Windows[i], ref edges[i]);
            into.WindowEvents[i] = events;
            into.WindowBudgets[i] = events.Total == 0 || _slices is null
                ? events
                : _slices.Ring.Window(now with { Counts = _slices.Total }, plan.Windows[i], ref worthEdges[i]);
        }

        into.Coverage = _observation.Coverage(into.PeriodStart, into.Position);
        into.Holding = plan.Holding(into, Volatile.Read(ref _holding));
    }

    // Position before counts: what is recorded in between is in, and no count is ever older than its position. The counts are this
    // tracker's own, like the history that they are compared with: a successor may begin at any moment.
    private Reading Live()
    {
        var position = _timeline.Now;
        return new Reading(position, OwnTotal);
    }

    private SloEventCounts InBudget(SloEventCounts events, in Reading now, long window) =>
        _slices is null ? events : _slices.Ring.Window(now with { Counts = _slices.Total }, window);

    /// <summary>The calendar period around a reading. Kept by whoever looks first, so that it starts exactly at zero; of a sliced budget by
    /// the ticker alone, because before it nobody knows what the slice is worth that ended with the period before.</summary>
    private CalendarWindow CurrentCalendar(in Reading now)
    {
        DateTimeOffset instant = _timeline.InstantOf(now.Position);
        if (_calendar is { } current && current.Contains(instant) && current.StartsAt(_timeline.PositionOf(current.Start)))
        {
            return current;
        }

        (DateTimeOffset start, DateTimeOffset end) = _plan.Objective.Period.Containing(instant);
        var position = _timeline.PositionOf(start);
        return new CalendarWindow(
            start, end, position, _ring.At(position, now), _slices?.Ring.At(position, now with { Counts = _slices.Total }) ?? default);
    }
}
