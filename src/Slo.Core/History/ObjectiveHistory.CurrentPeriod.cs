using System.Runtime.CompilerServices;
using Slo.Windows;

namespace Slo.History;

/// <content>The period around a reading.</content>
internal sealed partial class ObjectiveHistory
{
    /// <summary>The period around a reading, whose instant this is.</summary>
    internal HistoryPeriod Period(in Reading now, DateTimeOffset instant)
    {
        if (!_period.IsRolling)
        {
            return CalendarPeriod(now, instant);
        }

        var length = _period.Length.Ticks;
        SloEventCounts events = _events.Window(now, length);
        return RollingPeriod(now, instant, new(events, _slices is null ? events : _slices.Ring.Window(Worth(now), length)));
    }

    /// <summary>The same for a reader that keeps the old edges of windows from one reading to the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal HistoryPeriod Period(in Reading now, DateTimeOffset instant, HistoryEdges edges, int i)
    {
        if (!_period.IsRolling)
        {
            return CalendarPeriod(now, instant);
        }

        var length = _period.Length.Ticks;
        SloEventCounts events = _events.Window(now, length, ref edges.Events[i]);
        SloEventCounts budget = _slices is null ? events : _slices.Ring.Window(Worth(now), length, ref edges.Worth[i]);
        return RollingPeriod(now, instant, new(events, budget));
    }

    private HistoryPeriod RollingPeriod(in Reading now, DateTimeOffset instant, HistoryCounts counts) =>
        PeriodOf(now, now.Position - _period.Length.Ticks, (instant, _period.Length), counts);

    private HistoryPeriod CalendarPeriod(in Reading now, DateTimeOffset instant)
    {
        CalendarWindow calendar = CurrentCalendar(now, instant, _events.LastPosition);
        if (_slices is null)
        {
            _calendar = calendar;
        }

        SloEventCounts events = CumulativeRing.Difference(now.Counts, calendar.Events);
        SloEventCounts budget = _slices is null ? events : CumulativeRing.Difference(_slices.Total, calendar.Worth);
        return PeriodOf(now, calendar.StartPosition, (calendar.End, calendar.End - calendar.Start), new(events, budget));
    }

    /// <summary>The calendar period around a reading. The first reader after a boundary keeps it, so that the period starts exactly at
    /// zero; of a sliced budget only the writer does, because before its tick the worth of the slice that ended with the period is
    /// unknown.</summary>
    /// <param name="now">The reading.</param>
    /// <param name="instant">Its instant.</param>
    /// <param name="before">The position of the reading before it.</param>
    private CalendarWindow CurrentCalendar(in Reading now, DateTimeOffset instant, long before)
    {
        if (_calendar is { } current && current.Contains(instant) && current.StartsAt(Timeline.PositionOf(current.Start)))
        {
            return current;
        }

        (DateTimeOffset start, DateTimeOffset end) = _period.Containing(instant);
        var position = Timeline.PositionOf(start);

        // What was counted since the last look came, as far as is known, before the period: it must not begin with what is not its own.
        SloEventCounts events = position > before ? now.Counts : _events.At(position, now);
        return new CalendarWindow(
            start, end, position, events, _slices?.Ring.At(Timeline.AlignedPositionOf(start), Worth(now)) ?? default);
    }
}
