using Slo.Windows;

namespace Slo.History;

/// <content>
/// The calendar periods of which a record is made when they end: those of the objective, or the calendar months (UTC) of a rolling one.
/// </content>
internal sealed partial class ObjectiveHistory
{
    private static readonly SloPeriod Months = SloPeriod.Calendar(CalendarUnit.Month);

    // The writer alone. Readers may replace the calendar period of the objective before the writer sees that one is over.
    private CalendarWindow? _recorded;
    private long _recordedUntil = long.MinValue;
    private ClosedPeriod? _closed;

    // The record of a month is made by the terms of all of it, however short the period is.
    private long LongestTerms => Math.Max(_period.LongestLength.Ticks, Months.LongestLength.Ticks);

    /// <summary>The calendar period that has ended since the last call, or null. The writer alone.</summary>
    internal ClosedPeriod? TakeClosed()
    {
        ClosedPeriod? closed = _closed;
        _closed = null;
        return closed;
    }

    private void FollowCalendar(in Reading now, in TimelineStep step, long before)
    {
        if (now.Position < _recordedUntil && step.Clock == ClockStep.None)
        {
            return;
        }

        // At both ends of the calendar there is no next month.
        DateTimeOffset instant = Timeline.InstantOf(now.Position);
        if (_period.IsRolling && instant.Year is < 2 or > 9000)
        {
            return;
        }

        CalendarWindow? old = _recorded;
        CalendarWindow current = _calendar ?? (old?.Contains(instant) == true ? old : MonthOf(now, instant, before));
        if (old is not null && instant >= old.End)
        {
            _closed = Close(old, current, now);
        }

        _recorded = current;
        _recordedUntil = Timeline.PositionOf(current.End);
    }

    // The first month begins where counting begins: what came before it is not known.
    private CalendarWindow MonthOf(in Reading now, DateTimeOffset instant, long before)
    {
        (DateTimeOffset start, DateTimeOffset end) = Months.Containing(instant);
        var position = Math.Max(Timeline.PositionOf(start), _events.Begin.Position);
        return new CalendarWindow(
            position > Timeline.PositionOf(start) ? Timeline.InstantOf(position) : start, end, position,
            position > before ? now.Counts : _events.At(position, now), WorthAt(position, now));
    }

    private ClosedPeriod Close(CalendarWindow old, CalendarWindow next, in Reading now)
    {
        var isNext = next.Start == old.End;
        var end = isNext ? next.StartPosition : Math.Min(now.Position, Timeline.PositionOf(old.End));
        SloEventCounts events = isNext ? next.Events : _events.At(end, now);
        HistoryCounts until = new(events, _slices is null ? events : isNext ? next.Worth : WorthAt(end, now));
        HistoryCounts since = new(old.Events, _slices is null ? old.Events : old.Worth);
        var isKept = old.StartPosition >= Math.Max(_observation.Capture().Origin, now.Position - _period.LongestLength.Ticks);

        // A clock that was set back and forth over a boundary may put the end before the start.
        (long, long)? time = (isKept || !_period.IsRolling) && end > old.StartPosition ? (old.StartPosition, end) : null;
        if (_terms.InForce?.Stretches is not { } stretches)
        {
            return new(old.Start, old.End, Between(until, since), null, null, time);
        }

        UInt128? allowed = stretches.HasOtherTargets
            ? Difference(stretches.Allowed(end, until), stretches.Allowed(old.StartPosition, since)) : null;
        HistoryCounts included = stretches.HasExclusions
            ? Between(stretches.Included(end, until), stretches.Included(old.StartPosition, since)) : Between(until, since);

        // The terms follow after this: their target is still the one of the last evaluation in the period.
        return new(old.Start, old.End, included, allowed, TargetRatio, time);
    }

    private SloEventCounts WorthAt(long position, in Reading now) => _slices?.Ring.At(position, Worth(now)) ?? default;

    private static HistoryCounts Between(HistoryCounts until, HistoryCounts since) => new(
        CumulativeRing.Difference(until.Events, since.Events), CumulativeRing.Difference(until.Budget, since.Budget));
}
