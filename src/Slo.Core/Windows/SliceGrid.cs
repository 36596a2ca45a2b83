namespace Slo.Windows;

/// <summary>
/// Where slices of time begin and end: at multiples of their width since 1970 UTC, or since the start of the calendar period, whose end
/// also ends a slice. Any thread.
/// </summary>
/// <param name="width">The width of a slice in ticks.</param>
/// <param name="calendar">The calendar periods and the timeline on which they lie; null: slices of a rolling period.</param>
internal sealed class SliceGrid(long width, (SloPeriod Period, Timeline Timeline)? calendar = null)
{
    // As for the start of a calendar period: a drift is less, and a clock that was set is more.
    private const long SamePlaceTicks = TimeSpan.TicksPerMinute;

    private volatile Period? _last;

    /// <summary>The start of the slice around a position.</summary>
    internal long StartOf(long position)
    {
        var start = PeriodAround(position).Start;
        return start + ((position - start) / width * width);
    }

    /// <summary>The end of the slice around a position: behind it.</summary>
    internal long EndOf(long position) => Math.Min(StartOf(position) + width, PeriodAround(position).End);

    /// <summary>The start of the calendar period around a position; 0: periods are rolling.</summary>
    internal long PeriodStart(long position) => PeriodAround(position).Start;

    /// <summary>How many slices end in a stretch, its end included.</summary>
    internal long EndsIn(long from, long to)
    {
        long ends = 0;
        for (Period period = PeriodAround(from); ; period = PeriodAround(from))
        {
            if (to < period.End)
            {
                return ends + ((to - period.Start) / width) - ((from - period.Start) / width);
            }

            ends += ((period.End - period.Start + width - 1) / width) - ((from - period.Start) / width);
            from = period.End;
        }
    }

    /// <summary>The counts at a position between two readings: a slice counts when it has ended, and not before.</summary>
    internal SloEventCounts Between(in Reading earlier, in Reading later, long position)
    {
        var ends = position >= later.Position ? 0 : EndsIn(earlier.Position, later.Position);
        return ends == 0
            ? position >= later.Position ? later.Counts : earlier.Counts
            : Reading.Between(new Reading(0, earlier.Counts), new Reading(ends, later.Counts), EndsIn(earlier.Position, position));
    }

    private Period PeriodAround(long position)
    {
        if (calendar is not var (period, timeline))
        {
            return Period.All;
        }

        if (_last is { } last && position >= last.Start && position < last.End
            && Math.Abs(timeline.AlignedPositionOf(last.Instant) - last.Start) < SamePlaceTicks)
        {
            return last;
        }

        (DateTimeOffset start, DateTimeOffset end) = period.Containing(timeline.AlignedInstantOf(position));
        return _last = new Period(timeline.AlignedPositionOf(start), timeline.AlignedPositionOf(end), start);
    }

    /// <summary>A calendar period on the timeline, as the clock was set when it was asked for.</summary>
    private sealed record Period(long Start, long End, DateTimeOffset Instant)
    {
        internal static Period All { get; } = new(0, long.MaxValue, default);
    }
}
