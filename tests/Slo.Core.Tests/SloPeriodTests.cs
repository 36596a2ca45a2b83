using Xunit;

namespace Slo.Tests;

public sealed class SloPeriodTests
{
    [Theory]
    [InlineData("1m")]
    [InlineData("90s")]
    [InlineData("400d")]
    public void Rolling_InRange_IsAccepted(string text)
    {
        Assert.True(SloDuration.TryParse(text, out TimeSpan length));

        var period = SloPeriod.Rolling(length);

        Assert.True(period.IsRolling);
        Assert.Equal(length, period.Length);
        Assert.Null(period.Unit);
        Assert.Null(period.TimeZone);
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(59_000, "59s")]
    [InlineData(60_500, "1m500ms")]
    [InlineData(-86_400_000, "-1d")]
    [InlineData(34_560_001_000, "400d1s")]
    public void Rolling_OutOfRange_IsRefused(long milliseconds, string shown)
    {
        Assert.Equal((SloFindingCodes.OutOfRange, "period"),
            Definition.Error(builder => builder.Rolling(TimeSpan.FromMilliseconds(milliseconds)), $"period {shown}:"));
    }

    [Fact]
    public void Rolling_ContainingAnInstant_ReachesBackFromIt()
    {
        DateTimeOffset now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

        Assert.Equal((now.AddDays(-7), now), SloPeriod.Rolling(TimeSpan.FromDays(7)).Containing(now));
    }

    [Theory]
    [InlineData(CalendarUnit.Day, 400, 400)]
    [InlineData(CalendarUnit.Week, 1, 7)]
    [InlineData(CalendarUnit.Month, 13, 390)]
    [InlineData(CalendarUnit.Quarter, 4, 360)]
    [InlineData(CalendarUnit.Year, 1, 365)]
    public void Calendar_UpTo400Days_HasTheNominalLength(CalendarUnit unit, int count, int days)
    {
        Assert.Equal(days, SloPeriod.Calendar(unit, count: count).Length.TotalDays);
    }

    [Theory]
    [InlineData(CalendarUnit.Day, 401)]
    [InlineData(CalendarUnit.Month, 14)]
    [InlineData(CalendarUnit.Year, 2)]
    [InlineData(CalendarUnit.Week, 0)]
    [InlineData(CalendarUnit.Quarter, int.MaxValue)]
    [InlineData(CalendarUnit.Day, -1)]
    public void Calendar_OutOfRange_IsRefused(CalendarUnit unit, int count)
    {
        Assert.Equal((SloFindingCodes.OutOfRange, "period"),
            Definition.Error(builder => builder.Calendar(unit, count: count), FormattableString.Invariant($"{count} {unit}")));
    }

    [Fact]
    public void Calendar_OfUnknownUnitAndZone_NamesBoth()
    {
        SloDefinitionException exception = Assert.Throws<SloDefinitionException>(() => SloPeriod.Calendar((CalendarUnit)9, "Mars/Olympus"));

        Assert.Equal(
            [(SloFindingCodes.UnknownWord, "period"), (SloFindingCodes.UnknownTimeZone, "time zone")],
            exception.Findings.Select(error => (error.Code, error.Path)));
    }

    [Theory]
    [InlineData("UTC", "2024-01-31", 1, "2026-02-10T00:00Z", "2026-01-31T00:00Z", "2026-02-28T00:00Z")]
    [InlineData("UTC", "2024-01-31", 1, "2026-02-28T00:00Z", "2026-02-28T00:00Z", "2026-03-31T00:00Z")]
    [InlineData("UTC", "2024-01-31", 1, "2028-02-29T12:00Z", "2028-02-29T00:00Z", "2028-03-31T00:00Z")]
    [InlineData("UTC", "2024-02-29", 12, "2026-02-28T00:00Z", "2026-02-28T00:00Z", "2027-02-28T00:00Z")]
    public void Month_OfThe31st_IsNeverLostToShortMonths(string zone, string anchor, int count, string now, string start, string end)
    {
        var period = SloPeriod.Calendar(CalendarUnit.Month, zone, count, Instant(anchor).DateTime);

        Assert.Equal((Instant(start), Instant(end)), period.Containing(Instant(now)));
    }

    [Theory]
    [InlineData("America/Sao_Paulo", "2018-11-04T12:00Z", "2018-11-04T03:00Z", 23)]
    [InlineData("America/Sao_Paulo", "2018-11-03T12:00Z", "2018-11-03T03:00Z", 24)]
    [InlineData("America/Sao_Paulo", "2018-02-17T12:00Z", "2018-02-17T02:00Z", 25)]
    [InlineData("Asia/Beirut", "2022-03-27T12:00Z", "2022-03-26T22:00Z", 23)]
    [InlineData("Asia/Beirut", "2021-10-30T12:00Z", "2021-10-29T21:00Z", 25)]
    [InlineData("America/Havana", "2019-11-03T12:00Z", "2019-11-03T04:00Z", 25)]
    [InlineData("Australia/Lord_Howe", "2020-04-04T20:00Z", "2020-04-04T13:00Z", 24.5)]
    [InlineData("Pacific/Apia", "2011-12-29T20:00Z", "2011-12-29T10:00Z", 24)]
    [InlineData("America/Asuncion", "2012-10-07T12:00Z", "2012-10-07T04:00Z", 23)]
    public void Day_WithASkippedOrDoubledMidnight_StartsOnce(string zone, string now, string start, double hours)
    {
        (DateTimeOffset from, DateTimeOffset to) = SloPeriod.Calendar(CalendarUnit.Day, zone).Containing(Instant(now));

        Assert.Equal(Instant(start), from);
        Assert.Equal(hours, (to - from).TotalHours);
    }

    // Both were longer than the longest length of their kind was taken to be: an hour more than 31 days, and 366 days.
    [Theory]
    [InlineData(CalendarUnit.Month, "Antarctica/Troll", "2024-01-01", "2026-10-20T00:00:00Z", (31 * 24) + 2)]
    [InlineData(CalendarUnit.Year, "Europe/Berlin", "2020-10-28", "2024-01-01T00:00:00Z", (366 * 24) + 1)]
    public void LongestLength_OfAPeriodThatTheClocksMakeLonger_HoldsIt(CalendarUnit unit, string zone, string anchor, string now, double hours)
    {
        SloPeriod period = SloPeriod.Calendar(unit, zone, anchor: DateTime.Parse(anchor, System.Globalization.CultureInfo.InvariantCulture));

        (DateTimeOffset start, DateTimeOffset end) = period.Containing(Instant(now));

        Assert.Equal(hours, (end - start).TotalHours);
        Assert.InRange(end - start, TimeSpan.Zero, period.LongestLength);
    }

    [Theory]
    [InlineData("30d", "")]
    [InlineData("month in Europe/Berlin", "Europe/Berlin")]
    [InlineData("2 month in UTC", "UTC")]
    public void ToString_OfAPeriod_IsReadable(string text, string zone)
    {
        Assert.Equal(text, Definition.InEveryCulture(() => (zone.Length == 0
            ? SloPeriod.Rolling(TimeSpan.FromDays(30))
            : SloPeriod.Calendar(CalendarUnit.Month, zone, zone == "UTC" ? 2 : 1)).ToString()));
    }

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal);
}
