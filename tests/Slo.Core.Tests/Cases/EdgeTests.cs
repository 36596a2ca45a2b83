using System.Globalization;
using Xunit;

namespace Slo.Tests.Cases;

/// <summary>Places where two features meet: slices and windows, calendars and ticks, groups and coarse rings.</summary>
public sealed class EdgeTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void BurnRate_OverSlices_DoesNotDivideTheSliceAtItsOldEdge()
    {
        using Scenario scenario = new(o => o.TargetPercent(90).Rolling(60 * Minute).RatioTimeslices(Minute).NoRules()
            .UnobservedTime(UnobservedTime.Exclude));
        scenario.Tick(1, Minute, bad: 10).Tick(4, Minute, good: 10);
        Assert.Equal(2, scenario.Tracker.GetBurnRate(5 * Minute)!.Value, 1e-12);
        scenario.Tick(59, Second);

        // The slices that ended in (00:00:59, 00:05:59].
        Assert.Equal(2, scenario.Tracker.GetBurnRate(5 * Minute)!.Value, 1e-12);
        scenario.Tick(1, Second);
        Assert.Equal(0, scenario.Tracker.GetBurnRate(5 * Minute));
    }

    // Hours of UTC are no hours there.
    [Theory]
    [InlineData("Asia/Kolkata", "2026-01-01T12:00:00Z", 390)]
    [InlineData("Asia/Kolkata", "2026-01-01T12:00:17.4Z", 390)]
    [InlineData("Australia/Lord_Howe", "2026-01-01T07:00:00Z", 360)]
    [InlineData("America/New_York", "2026-01-01T00:00:00Z", 300)]
    public void Slices_AtACalendarBoundary_AreCutThere(string zone, string start, int minutesBefore)
    {
        using Scenario scenario = new(o => o.TargetPercent(90).Calendar(CalendarUnit.Day, zone).Timeslices(60 * Minute, 0.95m).NoRules(), start);
        scenario.Tick(minutesBefore - 30, Minute, good: 100).Tick(30, Minute, bad: 100).Tick(30, Minute, good: 100);

        Assert.Equal(0, scenario.Status.Events.Bad);
        Assert.NotEqual(SloState.Exhausted, scenario.Status.State);
        scenario.Tick(30, Minute, good: 100);
        Assert.Equal(1, scenario.Status.ComplianceRatio);
        Assert.Equal(1, scenario.Status.ErrorBudgetRemainingRatio);
    }

    [Fact]
    public void CalendarStart_BetweenTwoTicks_ChargesNothingOfYesterday()
    {
        using Scenario scenario = new(o => o.TargetPercent(99).Calendar(CalendarUnit.Day).NoRules(), "2025-12-31T23:59:50.4Z");
        scenario.Tick(9, Second, good: 10);
        scenario.Time.Advance(0.3 * Second);
        scenario.Tracker.Record(0, 1000);
        scenario.Time.Advance(0.7 * Second);
        scenario.Registry.Evaluate();
        Assert.Equal(0, scenario.Status.Events.Bad);
        scenario.Tick(600, Second, good: 10);

        Assert.Equal(new SloEventCounts(6000, 0), scenario.Status.Events);
    }

    [Fact]
    public void CalendarStart_OfSlices_BetweenTwoTicks_ChargesNothingOfYesterday()
    {
        using Scenario scenario = new(
            o => o.TargetPercent(99).Calendar(CalendarUnit.Day).RatioTimeslices(Minute).NoRules(), "2025-12-31T23:58:50.4Z");
        scenario.Tick(69, Second, good: 10);
        scenario.Time.Advance(0.3 * Second);
        scenario.Tracker.Record(0, 1000);
        scenario.Time.Advance(0.7 * Second);
        scenario.Registry.Evaluate();
        scenario.Tick(600, Second, good: 10);

        Assert.Equal(1, scenario.Status.ComplianceRatio);
    }

    [Fact]
    public void Incident_WithAHold_BeginsWhereTheRuleBeganToHoldLessItsWindow()
    {
        using Scenario scenario = new(o => o.TargetPercent(99.9m).BurnRateRule(
            AlertSeverity.Page, 14.4m, 5 * Minute, 25 * Second, settings: new AlertRuleSettings { Hold = 10 * Minute }));
        scenario.Tick(3600, Second, good: 10).Tick(1200, Second, bad: 10);
        Assert.Equal(12_000, scenario.Status.Alert.IncidentEvents!.Value.Bad);
        scenario.Tick(30, Second, good: 10);

        Assert.Equal(12_000, scenario.Status.Alert.IncidentEvents!.Value.Bad);
    }

    // As with a good history behind it: 14.4 x 0.001 of an hour. And every reader is told the same burn rates.
    [Fact]
    public void ColdStart_WithATotalOutage_FiresAtTheFormulasInstant()
    {
        using Scenario scenario = new(o => o.TargetPercent(99.9m));
        for (var second = 1; second <= 60; second++)
        {
            scenario.Tick(1, Second, bad: 10);
            Assert.Equal(second >= 51.84 ? AlertSeverity.Page : null, scenario.Status.Alert.Severity);
            Assert.All(scenario.Status.Windows, window => Assert.Equal(scenario.Tracker.GetBurnRate(window.Window)!.Value, window.BurnRate!.Value, 1e-9));
            Assert.Equal(second / 3.6, scenario.Status.Windows.Single(window => window.Window == 60 * Minute).BurnRate!.Value, 1e-9);
        }
    }

    [Fact]
    public void ColdStart_WithOneBadRequestOfTwo_DoesNotPage()
    {
        using Scenario scenario = new(o => o.TargetPercent(99.9m));
        scenario.Tick(1, Second, good: 1, bad: 1);

        Assert.Equal((0.5, false, SloState.Healthy), (scenario.Status.ComplianceRatio, scenario.Status.IsMet, scenario.Status.State));
        scenario.Tick(3600, Second, good: 1);
        Assert.Empty(scenario.Registry.Transitions);
    }

    // Old bad events expire as fast as new ones come.
    [Fact]
    public void Forecast_OfAConstantBurnBelowOne_NeverEnds()
    {
        using Scenario scenario = new(o => o.TargetPercent(99).Rolling(TimeSpan.FromDays(1)).ExhaustionRule(AlertSeverity.Page, TimeSpan.FromHours(12)));
        for (var hour = 0; hour < 30; hour++)
        {
            scenario.Tick(60, Minute, good: 9905, bad: 95);
            Assert.Null(scenario.Status.TimeToExhaustion);
        }

        Assert.Equal(0.05, scenario.Status.ErrorBudgetRemainingRatio!.Value, 1e-3);
        Assert.Null(scenario.Status.Alert.Severity);
    }

    // The workbook's fifteen days, less what has passed.
    [Fact]
    public void Forecast_OfAConstantBurnOfTwoFromAColdStart_EndsAfterHalfThePeriod()
    {
        using Scenario scenario = new(o => o.TargetPercent(99.9m));
        for (var hour = 1; hour <= 48; hour++)
        {
            scenario.Tick(60, Minute, good: 998, bad: 2);
            Assert.Equal((15 * 24) - hour, scenario.Status.TimeToExhaustion!.Value.TotalHours, 0.01);
        }

        Assert.Equal(2, scenario.Tracker.GetBurnRate(TimeSpan.FromHours(1))!.Value, 1e-9);
    }

    [Fact]
    public void Forecast_BeforeOldBadEventsExpire_KnowsThem()
    {
        using Scenario scenario = new(o => o.TargetPercent(99).Rolling(TimeSpan.FromDays(1)).BurnRateRule(AlertSeverity.Page, 1, TimeSpan.FromHours(1)));
        scenario.Tick(60, Minute, good: 850, bad: 150).Tick(22 * 60, Minute, good: 1000).Tick(60, Minute, good: 980, bad: 20);

        // 10,200 of 14,400 are spent, and 1,200 more an hour would reach the rest after three and a half hours. But 9,000 expire within one.
        Assert.Equal(11, scenario.Status.TimeToExhaustion!.Value.TotalHours, 1e-6);
    }

    [Fact]
    public void Groups_AtTheOldEdgeOfTheirRing_AddUpToTheTotalWithoutAPhantom()
    {
        using Scenario scenario = new(o => o.TargetPercent(99).GroupBy("tenant").NoRules());
        scenario.Tick(119, Minute);
        Record(scenario, "a", 500, 1000);
        scenario.Tick(1, Minute);
        Record(scenario, "b", 100, 0);
        scenario.Tick(43_100, Minute);
        for (var i = 0; i < 110; i++)
        {
            IReadOnlyList<SloGroupStatus> groups = scenario.Tracker.GetGroups();
            Assert.DoesNotContain(groups, group => group.Name == SloGroupStatus.None);
            Assert.Equal(scenario.Status.Events, groups.Aggregate(default(SloEventCounts), (sum, group) => sum + group.Events));
            scenario.Tick(1, Minute);
        }

        Assert.Empty(scenario.Tracker.GetGroups());
    }

    [Fact]
    public void Series_OfStepsShorterThanTheSlicesOfTheirTime_DividesThemEvenly()
    {
        using Scenario scenario = new(o => o.TargetPercent(99).NoRules());
        scenario.Tick(28_800, Minute, good: 100);
        DateTimeOffset from = DateTimeOffset.Parse("2026-01-12T00:00:00Z", CultureInfo.InvariantCulture);
        IReadOnlyList<SloSeriesPoint> series = scenario.Tracker.GetSeries(from, from + (20 * Minute), Minute);

        Assert.Equal(20, series.Count);
        Assert.All(series, point => Assert.Equal(new SloEventCounts(100, 0), point.Events));
    }

    [Fact]
    public void Series_CoarserOrShorterThanAsked_SaysSo()
    {
        using Scenario scenario = new(o => o.TargetPercent(99).NoRules());
        scenario.Tick(28_800, Minute, good: 100);
        DateTimeOffset now = scenario.Time.GetUtcNow();
        IReadOnlyList<SloSeriesPoint> old = scenario.Tracker.GetSeries(now.AddDays(-9), now.AddDays(-9).AddMinutes(20), Minute);
        IReadOnlyList<SloSeriesPoint> coarse = scenario.Tracker.GetSeries(now.AddDays(-9), now.AddDays(-9).AddHours(2), 60 * Minute);
        IReadOnlyList<SloSeriesPoint> recent = scenario.Tracker.GetSeries(now - (3 * Minute), now + Minute, 2 * Minute);

        Assert.All(old, point => Assert.True(point.IsInterpolated));
        Assert.All(coarse, point => Assert.Equal((new SloEventCounts(6000, 0), false, false), (point.Events!.Value, point.IsPartial, point.IsInterpolated)));
        Assert.Equal([(200, false), (200, false)], recent.Select(point => (point.Events!.Value.Good, point.IsPartial)));
        scenario.Tick(1, 0.5 * Minute, good: 50);
        Assert.True(scenario.Tracker.GetSeries(now, now + Minute, Minute)[0].IsPartial);
    }

    // The day on which clocks go forward has 23 hours.
    [Fact]
    public void Series_OfLocalDays_BeginsAtMidnightThere()
    {
        using Scenario scenario = new(o => o.TargetPercent(99).NoRules(), "2026-03-27T12:00:00Z");
        scenario.Tick(4 * 24, 60 * Minute, good: 1);
        DateTimeOffset now = scenario.Time.GetUtcNow();
        IReadOnlyList<SloSeriesPoint> days = scenario.Tracker.GetSeries(now.AddDays(-4), now, CalendarUnit.Day, "Europe/Berlin");

        Assert.Equal(
            [("27T23:00", 11, true), ("28T23:00", 24, false), ("29T22:00", 23, false), ("30T22:00", 24, false), ("31T12:00", 14, true)],
            days.Select(day => (day.Time.ToString("ddTHH:mm", CultureInfo.InvariantCulture), day.Events!.Value.Good, day.IsPartial)));
    }

    private static void Record(Scenario scenario, string group, int good, int bad)
    {
        for (var i = 0; i < good + bad; i++)
        {
            scenario.Tracker.Record(i < good, group);
        }
    }
}
