namespace Slo.Windows;

/// <summary>
/// Where slices of time begin and end: at multiples of their width since 1970 UTC, or since the start of the calendar period, whose end
/// also ends a slice. Any thread.
/// </summary>
/// <param name="width">The width of a slice in ticks.</param>
/// <param name="periodAround">The calendar period around a position; null for a rolling one.</param>
internal sealed class SliceGrid(long width, Func<long, (long Start, long End)>? periodAround = null)
{
    private volatile Period? _last;

    /// <summary>The start of the slice around a position.</summary>
    internal long StartOf(long position)
    {
        var start = PeriodAround(position).Start;
        return start + ((position - start) / width * width);
    }

    /// <summary>The end of the slice around a position: behind it.</summary>
    internal long EndOf(long position) => Math.Min(StartOf(position) + width, PeriodAround(position).End);

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
        if (periodAround is null)
        {
            return Period.All;
        }

        if (_last is { } last && position >= last.Start && position < last.End)
        {
            return last;
        }

        (long start, long end) = periodAround(position);
        return _last = new Period(start, end);
    }

    private sealed record Period(long Start, long End)
    {
        internal static Period All { get; } = new(0, long.MaxValue);
    }
}
