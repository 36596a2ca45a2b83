using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;
using NodaTime.TimeZones;
using Xunit;

namespace Slo.Tests;

/// <summary>Calendar periods against NodaTime, which has its own time zone data and its own arithmetic.</summary>
public sealed class SloPeriodPropertyTests
{
    private static readonly string[] Zones =
    [
        "UTC", "Europe/Berlin", "Europe/London", "America/New_York", "America/Sao_Paulo", "America/Havana", "Asia/Beirut", "Asia/Kolkata",
        "Australia/Sydney", "Australia/Lord_Howe", "Asia/Amman", "America/Asuncion", "Pacific/Auckland", "America/St_Johns", "Antarctica/Troll",
    ];

    // The earlier of two, and the jump where there is none.
    private static readonly ZoneLocalMappingResolver Resolver =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    [Property(MaxTest = 2_000, Arbitrary = [typeof(KnownYears)])]
    public void Containing_OfAnyInstant_AgreesWithNodaTime((CalendarUnit Unit, string Zone, int Count, DateTime Anchor, DateTimeOffset Now) item)
    {
        (CalendarUnit unit, string zone, int count, DateTime anchor, DateTimeOffset now) = item;

        Assert.Equal(Expected(unit, zone, count, anchor, now), SloPeriod.Calendar(unit, zone, count, anchor).Containing(now));
    }

    [Property(MaxTest = 500, Arbitrary = [typeof(AnyYears)])]
    public bool Containing_OfAnyInstant_HoldsItAndIsFollowedWithoutAGap((CalendarUnit Unit, string Zone, int Count, DateTime Anchor, DateTimeOffset Now) item)
    {
        SloPeriod period = SloPeriod.Calendar(item.Unit, item.Zone, item.Count, item.Anchor);
        (DateTimeOffset start, DateTimeOffset end) = period.Containing(item.Now);
        return start <= item.Now && item.Now < end && period.Containing(end).Start == end && period.Containing(end.AddTicks(-1)).Start == start
            && end - start <= period.LongestLength;
    }

    private static (DateTimeOffset Start, DateTimeOffset End) Expected(CalendarUnit unit, string zone, int count, DateTime anchor, DateTimeOffset now)
    {
        DateTimeZone at = DateTimeZoneProviders.Tzdb[zone];
        var local = LocalDateTime.FromDateTime(anchor);
        var instant = Instant.FromDateTimeOffset(now);
        var index = (int)Math.Floor((now - anchor).TotalDays / (Days(unit) * count)) - 4;
        while (Boundary(index + 1) <= instant)
        {
            index++;
        }

        return (Boundary(index).ToDateTimeOffset(), Boundary(index + 1).ToDateTimeOffset());

        Instant Boundary(int i) => at.ResolveLocal(unit switch
        {
            CalendarUnit.Day => local.PlusDays(i * count),
            CalendarUnit.Week => local.PlusWeeks(i * count),
            CalendarUnit.Month => local.PlusMonths(i * count),
            CalendarUnit.Quarter => local.PlusMonths(3 * i * count),
            _ => local.PlusYears(i),
        }, Resolver).ToInstant();
    }

    private static double Days(CalendarUnit unit) => unit switch
    {
        CalendarUnit.Day => 1,
        CalendarUnit.Week => 7,
        CalendarUnit.Month => 30.4,
        CalendarUnit.Quarter => 91.3,
        _ => 365.25,
    };

    private static Arbitrary<(CalendarUnit Unit, string Zone, int Count, DateTime Anchor, DateTimeOffset Now)> Cases(DateTimeOffset first, int seconds) => Arb.From(
        from zone in Gen.Elements(Zones)
        from unit in Gen.Elements(Enum.GetValues<CalendarUnit>())
        from count in unit == CalendarUnit.Year ? Gen.Constant(1) : Gen.Choose(1, 4)
        from anchor in Gen.Choose(0, 366 * 2)
        from later in Gen.Choose(0, seconds)
        select (unit, zone, count, new DateTime(2011, 1, 1).AddDays(anchor), first.AddSeconds(later)));

    /// <summary>Years whose clock changes both know: NodaTime brings another edition of the time zone database than the machine.</summary>
    private static class KnownYears
    {
        public static Arbitrary<(CalendarUnit Unit, string Zone, int Count, DateTime Anchor, DateTimeOffset Now)> Of() =>
            Cases(new DateTimeOffset(2008, 1, 1, 0, 0, 0, TimeSpan.Zero), int.MaxValue / 5);
    }

    private static class AnyYears
    {
        public static Arbitrary<(CalendarUnit Unit, string Zone, int Count, DateTime Anchor, DateTimeOffset Now)> Of() => Cases(DateTimeOffset.UnixEpoch, int.MaxValue);
    }
}
