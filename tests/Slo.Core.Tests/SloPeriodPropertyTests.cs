using FsCheck;
using FsCheck.Fluent;
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
        "Australia/Sydney", "Australia/Lord_Howe", "Asia/Amman", "America/Asuncion", "Pacific/Auckland", "America/St_Johns",
    ];

    // The earlier of two, and the jump where there is none.
    private static readonly ZoneLocalMappingResolver Resolver =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    [Fact]
    public void Containing_OfAnyInstant_AgreesWithNodaTime()
    {
        var anchors = Gen.Choose(0, 366 * 2).Select(day => new DateTime(2011, 1, 1).AddDays(day));
        var cases = from zone in Gen.Elements(Zones)
                    from unit in Gen.Elements(Enum.GetValues<CalendarUnit>())
                    from count in unit == CalendarUnit.Year ? Gen.Constant(1) : Gen.Choose(1, 4)
                    from anchor in anchors
                    from seconds in Gen.Choose(0, int.MaxValue / 5)
                    select (zone, unit, count, anchor, now: new DateTimeOffset(2008, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(seconds));

        Prop.ForAll(cases.ToArbitrary(), item =>
        {
            (DateTimeOffset start, DateTimeOffset end) = SloPeriod.Calendar(item.unit, item.zone, item.count, item.anchor).Containing(item.now);
            (DateTimeOffset Start, DateTimeOffset End) expected = Expected(item.unit, item.zone, item.count, item.anchor, item.now);
            return ((start, end) == expected).Label($"{item}: {start:u} to {end:u}, expected {expected.Start:u} to {expected.End:u}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void Containing_OfAnyInstant_HoldsItAndIsFollowedWithoutAGap()
    {
        var cases = from zone in Gen.Elements(Zones)
                    from unit in Gen.Elements(Enum.GetValues<CalendarUnit>())
                    from seconds in Gen.Choose(0, int.MaxValue)
                    select (period: SloPeriod.Calendar(unit, zone), now: DateTimeOffset.UnixEpoch.AddSeconds(seconds));

        Prop.ForAll(cases.ToArbitrary(), item =>
        {
            (DateTimeOffset start, DateTimeOffset end) = item.period.Containing(item.now);
            return start <= item.now && item.now < end && item.period.Containing(end).Start == end && item.period.Containing(end.AddTicks(-1)).Start == start
                && end - start <= item.period.LongestLength;
        }).QuickCheckThrowOnFailure();
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
}
