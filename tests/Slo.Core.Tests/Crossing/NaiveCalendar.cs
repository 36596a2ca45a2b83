namespace Slo.Tests.Crossing;

/// <summary>Calendar periods by the machine's time zones: local midnights, and the first instant of the day where there is none.</summary>
internal sealed class NaiveCalendar(CalendarUnit unit, string zone)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(zone);
    private (long Start, long End) _last;

    /// <summary>The period around a position, in ticks since 1970 UTC.</summary>
    internal (long Start, long End) Around(long position)
    {
        if (position < _last.Start || position >= _last.End)
        {
            DateTime first = First(TimeZoneInfo.ConvertTime(DateTimeOffset.UnixEpoch.AddTicks(position), _zone).Date);
            _last = (PositionOf(first), PositionOf(Next(first)));
        }

        return _last;
    }

    private DateTime First(DateTime day) => unit switch
    {
        CalendarUnit.Day => day,
        CalendarUnit.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        _ => new DateTime(day.Year, day.Month, 1),
    };

    private DateTime Next(DateTime first) => unit switch
    {
        CalendarUnit.Day => first.AddDays(1),
        CalendarUnit.Week => first.AddDays(7),
        _ => first.AddMonths(1),
    };

    private long PositionOf(DateTime midnight)
    {
        // Of two midnights the first, which has the greater offset. Of none, the offset before the change leads to the change itself.
        TimeSpan offset = _zone.IsAmbiguousTime(midnight) ? _zone.GetAmbiguousTimeOffsets(midnight).Max()
            : _zone.GetUtcOffset(_zone.IsInvalidTime(midnight) ? midnight.AddMinutes(-1) : midnight);
        return (new DateTimeOffset(midnight, offset) - DateTimeOffset.UnixEpoch).Ticks;
    }
}
