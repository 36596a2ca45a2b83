using System.Globalization;
using FsCheck.Xunit;
using Slo.Testing;
using Xunit;

namespace Slo.Tests;

[SeededProperties]
public sealed class SloScheduleTests
{
    [Theory]
    [InlineData("Mon-Fri 08:00-18:00 Europe/Berlin", "Mon-Fri 08:00-18:00 Europe/Berlin")]
    [InlineData("  fri-MON  08:00-18:00   UTC ", "Fri-Mon 08:00-18:00 UTC")]
    [InlineData("Mon,Tue,Wed 22:00-02:00 UTC", "Mon-Wed 22:00-02:00 UTC")]
    [InlineData("Sat,Sun 00:00-24:00 UTC", "Sat,Sun 00:00-24:00 UTC")]
    [InlineData("Mon,Wed-Fri,Sun 00:00-01:00 UTC", "Wed-Fri,Sun,Mon 00:00-01:00 UTC")]
    [InlineData("Mon-Sun 00:00-01:00 UTC", "00:00-01:00 UTC")]
    [InlineData("22:00-02:00 UTC", "22:00-02:00 UTC")]
    [InlineData("2026-12-24/2026-12-27 Europe/Berlin", "2026-12-24T00:00:00/2026-12-27T00:00:00 Europe/Berlin")]
    [InlineData("2026-12-24T18:00/2026-12-25T06:30:15.5 Europe/Berlin", "2026-12-24T18:00:00/2026-12-25T06:30:15.5 Europe/Berlin")]
    [InlineData("2026-12-24T18:00:00+01:00/2026-12-25T06:00:00Z", "2026-12-24T17:00:00Z/2026-12-25T06:00:00Z")]
    public void Text_IsReadAndWritten(string text, string written)
    {
        SloSchedule schedule = Definition.InEveryCulture(() => SloSchedule.Parse(text).ToString()) is { } twice ? SloSchedule.Parse(twice) : null!;

        Assert.Equal(written, schedule.ToString());
        Assert.Equal(SloSchedule.Parse(text), schedule);
        Assert.Equal(SloSchedule.Parse(text).GetHashCode(), schedule.GetHashCode());
    }

    [Theory]
    [InlineData("")]
    [InlineData("always")]
    [InlineData("Mon-Fri 08:00-18:00")]
    [InlineData("Mon-Fri 8:00-18:00 UTC")]
    [InlineData("Mon-Fri 08:00-08:00 UTC")]
    [InlineData("Mon-Fri 24:00-08:00 UTC")]
    [InlineData("Mon-Fri 08:00-25:00 UTC")]
    [InlineData("Mon-Foo 08:00-18:00 UTC")]
    [InlineData("Mon-Tue-Wed 08:00-18:00 UTC")]
    [InlineData("Mon-Fri 08:00-18:00 Mars/Olympus")]
    [InlineData("2026-12-24T18:00/2026-12-27T06:00")]
    [InlineData("2026-12-27/2026-12-24 UTC")]
    [InlineData("2026-12-24/2026-12-24 UTC")]
    [InlineData("2026-12-24T18:00:00Z/2026-12-27 Europe/Berlin")]
    [InlineData("2026-13-24/2026-12-24 UTC")]
    [InlineData("0001-01-01/9999-12-31 UTC")]
    public void Text_ThatIsNoSchedule_IsAFinding(string text)
    {
        Assert.Equal(SloFindingCodes.InvalidSchedule, SloSchedule.TryParse(text, out SloSchedule? schedule)?.Code);
        Assert.Null(schedule);
        Assert.Throws<SloDefinitionException>(() => SloSchedule.Parse(text));
    }

    // Local hours across a change of the clock: 02:00 to 03:00 does not exist on the one day, and lasts twice as long on the other.
    [Theory]
    [InlineData("2026-03-28", "2026-03-28T00:00:00Z", "2026-03-28T02:30:00Z")]
    [InlineData("2026-03-29", "2026-03-29T00:00:00Z", "2026-03-29T01:30:00Z")]
    [InlineData("2026-10-25", "2026-10-24T23:00:00Z", "2026-10-25T02:30:00Z")]
    public void Hours_FollowTheClockOfTheZone(string day, string from, string to)
    {
        var noon = DateTimeOffset.Parse($"{day}T12:00:00Z", CultureInfo.InvariantCulture);
        (DateTimeOffset From, DateTimeOffset To) stretch = Assert.Single(
            SloSchedule.Parse("01:00-03:30 Europe/Berlin").GetStretches(noon.AddHours(-12), noon));

        Assert.Equal((Instant(from), Instant(to)), stretch);
    }

    [Fact]
    public void HoursAcrossMidnight_BelongToTheDayOnWhichTheyBegin()
    {
        var schedule = SloSchedule.Parse("Sat 22:00-02:00 UTC");

        Assert.True(schedule.Contains(Instant("2026-11-28T22:00:00Z")));
        Assert.True(schedule.Contains(Instant("2026-11-29T01:59:59Z")));
        Assert.False(schedule.Contains(Instant("2026-11-29T02:00:00Z")));
        Assert.False(schedule.Contains(Instant("2026-11-28T01:00:00Z")));
    }

    // Minute by minute, from the local clock.
    [Property(MaxTest = 50)]
    public void Weekly_IsWhereTheLocalClockSaysSo(int seed)
    {
        Random random = new(seed);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(new[] { "UTC", "Asia/Kolkata", "Pacific/Auckland", "America/St_Johns" }[random.Next(4)]);
        (int from, int to) = (random.Next(24), random.Next(25));
        to = to == from ? (to + 1) % 24 : to;
        var day = (DayOfWeek)random.Next(7);
        var schedule = SloSchedule.Parse(FormattableString.Invariant($"{day.ToString()[..3]} {from:00}:00-{to:00}:00 {zone.Id}"));

        // A week without a change of the clock.
        for (var instant = Instant("2026-07-06T00:00:00Z"); instant < Instant("2026-07-13T00:00:00Z"); instant = instant.AddMinutes(30))
        {
            DateTime local = TimeZoneInfo.ConvertTime(instant, zone).DateTime;
            var isDay = from < to ? local.DayOfWeek == day : local.AddHours(-from).DayOfWeek == day;
            var hour = local.Hour + (local.Minute / 60.0);
            Assert.Equal(isDay && (from < to ? hour >= from && hour < to : hour >= from || hour < to), schedule.Contains(instant));
        }
    }

    [Theory]
    [InlineData("Mon-Fri 08:00-18:00 Europe/Berlin", "Mon-Fri 18:00-08:00 Europe/Berlin", false)]
    [InlineData("Mon-Fri 08:00-18:00 Europe/Berlin", "Fri 17:59-20:00 Europe/Berlin", true)]
    [InlineData("08:00-18:00 Europe/Berlin", "17:00-18:00 UTC", false)]
    [InlineData("08:00-18:00 Europe/Berlin", "15:00-18:00 UTC", true)]
    [InlineData("Sat,Sun 00:00-24:00 UTC", "2026-11-23/2026-11-28 UTC", false)]
    [InlineData("Sat,Sun 00:00-24:00 UTC", "2026-11-23/2026-11-29 UTC", true)]
    public void TargetsForTheSameTime_AreAnErrorThatNamesBoth(string one, string other, bool overlap)
    {
        SloObjectiveBuilder builder = Objectives.Named().TargetPercent(99).ScheduledTarget(one, 99.9m).ScheduledTarget(other, 95);

        if (!overlap)
        {
            Assert.Equal(2, builder.Build().ScheduledTargets.Count);
            return;
        }

        SloFinding error = Assert.Single(Assert.Throws<SloDefinitionException>(builder.Build).Findings);
        Assert.Equal(SloFindingCodes.OverlappingTargets, error.Code);
        Assert.Contains(SloSchedule.Parse(one).ToString(), error.Message, StringComparison.Ordinal);
        Assert.Contains(SloSchedule.Parse(other).ToString(), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryFaultOfTheTerms_IsReportedAtOnce()
    {
        var codes = Assert.Throws<SloDefinitionException>(() => Objectives.Named().TargetPercent(99)
            .ScheduledTarget("never", 99).ScheduledTarget("Mon 00:00-01:00 UTC", 100).Exclude("2026-01-02/2026-01-01 UTC")
            .Exclude("Tue 00:00-01:00 UTC", reason: new string('x', 1051)).Build()).Findings.Select(finding => finding.Code);

        Assert.Equal(
            [SloFindingCodes.InvalidSchedule, SloFindingCodes.InvalidTarget, SloFindingCodes.InvalidSchedule, SloFindingCodes.TooLong],
            codes);
    }

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
