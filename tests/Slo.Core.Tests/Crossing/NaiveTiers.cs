namespace Slo.Tests.Crossing;

/// <summary>How finely the past is kept: the table of docs/operations.md, by the age of a position.</summary>
internal static class NaiveTiers
{
    private static readonly (TimeSpan Width, TimeSpan Reach)[] Full =
        [(Seconds(1), Minutes(10)), (Seconds(10), Minutes(60)), (Minutes(1), TimeSpan.FromDays(3))];

    private static readonly (TimeSpan Width, TimeSpan Reach)[] Compact =
        [(Seconds(10), Minutes(60)), (Minutes(1), Minutes(360)), (Minutes(10), TimeSpan.FromDays(3))];

    internal static long Width(CrossingCase declared, bool isCompact, long age)
    {
        if (age <= 0)
        {
            return Seconds(1).Ticks;
        }

        foreach ((TimeSpan width, TimeSpan reach) in isCompact ? Compact : Full)
        {
            TimeSpan least = !isCompact && width == Minutes(1) && declared.Unit is null && declared.Period.TotalDays <= 7
                ? TimeSpan.FromDays(7) : reach;
            if (age <= least.Ticks)
            {
                return width.Ticks;
            }
        }

        return Coarsest(declared, isCompact).Ticks;
    }

    /// <summary>The tiers of a group's counts: minutes for an hour, then a 360th of the period.</summary>
    internal static long GroupWidth(TimeSpan longest, long age)
    {
        var minutes = Math.Ceiling(longest.TotalMinutes / 360);
        return Minutes(minutes <= 1 || age <= TimeSpan.TicksPerHour ? 1 : (int)minutes).Ticks;
    }

    private static TimeSpan Coarsest(CrossingCase declared, bool isCompact) => declared.Unit switch
    {
        CalendarUnit.Day => Minutes(10),
        CalendarUnit.Week => isCompact ? Minutes(15) : Minutes(5),
        CalendarUnit.Month => isCompact ? Minutes(120) : Minutes(15),
        _ => declared.Period.TotalDays switch
        {
            <= 7 => Minutes(15),
            <= 30 => isCompact ? Minutes(60) : Minutes(10),
            _ => isCompact ? Minutes(180) : Minutes(30),
        },
    };

    private static TimeSpan Seconds(int value) => TimeSpan.FromSeconds(value);

    private static TimeSpan Minutes(int value) => TimeSpan.FromMinutes(value);
}
