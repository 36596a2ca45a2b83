using Xunit;

namespace Slo.Tests;

public sealed class SloTrackerTests
{
    [Fact]
    public void Status_AfterEvaluation_CountsEveryEvent()
    {
        using World world = new(builder => builder.TargetPercent(99));
        for (var i = 0; i < 98; i++)
        {
            world.Tracker.Record(good: true);
        }

        world.Tracker.Record(good: false);
        world.Tracker.Record(good: 0, bad: 1);
        SloStatus status = world.After(TimeSpan.FromSeconds(1));

        Assert.Equal(new SloEventCounts(98, 2), status.Events);
        Assert.Equal(0.98, status.ComplianceRatio);
        Assert.Equal(-1, status.ErrorBudgetRemainingRatio);
        Assert.Equal(SloState.Exhausted, status.State);
    }

    [Fact]
    public void Record_OfOutcomes_CountsIgnoredApart()
    {
        using World world = new();

        world.Tracker.Record(SloOutcome.Good);
        world.Tracker.Record(SloOutcome.Bad);
        world.Tracker.Record(SloOutcome.Ignored);
        world.Tracker.Record(SloOutcome.Ignored);
        world.Tracker.Record((SloOutcome)99);

        Assert.Equal(new SloEventCounts(1, 1), world.Tracker.Total);
        Assert.Equal(2, world.Tracker.IgnoredTotal);
    }

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(3, 4, 3, 4)]
    [InlineData(-1, 5, 0, 0)]
    [InlineData(5, -1, 0, 0)]
    [InlineData(long.MinValue, long.MinValue, 0, 0)]
    [InlineData(9_007_199_254_740_993, 1, 9_007_199_254_740_993, 1)]
    public void Record_OfCounts_CountsAllOrNothing(long good, long bad, long countedGood, long countedBad)
    {
        using World world = new();

        world.Tracker.Record(good, bad);

        Assert.Equal(new SloEventCounts(countedGood, countedBad), world.Tracker.Total);
    }

    [Fact]
    public void Record_OfTheGreatestCountTwice_StaysAtTheCapAndInRange()
    {
        using World world = new();

        world.Tracker.Record(long.MaxValue, long.MaxValue);
        world.Tracker.Record(long.MaxValue, long.MaxValue);
        world.Tracker.Record(good: true);
        SloStatus status = world.After(TimeSpan.FromSeconds(1));

        Assert.True(world.Tracker.Total.Good >= (1L << 62) - 1);
        Assert.Equal(0.5, status.ComplianceRatio!.Value, 1e-12);
        Assert.Equal(500, status.PeriodBurnRate!.Value, 1e-9);
        Assert.All(status.Windows, window => Assert.Equal(500, window.BurnRate!.Value, 1e-9));
    }

    [Fact]
    public void Record_OfDurations_ComparesWithTheThresholdExactly()
    {
        using World world = new(builder => builder.FasterThan(TimeSpan.FromMilliseconds(300)));
        var threshold = TimeSpan.FromMilliseconds(300);

        world.Tracker.Record(threshold);
        world.Tracker.Record(TimeSpan.Zero);
        world.Tracker.Record(good: true, threshold);
        Assert.Equal(new SloEventCounts(3, 0), world.Tracker.Total);

        world.Tracker.Record(threshold + TimeSpan.FromTicks(1));
        world.Tracker.Record(good: false, TimeSpan.Zero);
        world.Tracker.Record(good: true, TimeSpan.MaxValue);
        Assert.Equal(new SloEventCounts(3, 3), world.Tracker.Total);

        world.Tracker.Record(TimeSpan.FromTicks(-1));
        world.Tracker.Record(good: false, TimeSpan.MinValue);
        Assert.Equal(new SloEventCounts(3, 3), world.Tracker.Total);
    }

    [Theory]
    [InlineData(0.3, 1, 0)]
    [InlineData(0, 1, 0)]
    [InlineData(0.30000000000000004, 0, 1)]
    [InlineData(double.MaxValue, 0, 1)]
    [InlineData(-0.1, 0, 0)]
    [InlineData(double.NaN, 0, 0)]
    [InlineData(double.PositiveInfinity, 0, 0)]
    [InlineData(double.NegativeInfinity, 0, 0)]
    public void RecordSeconds_OfAMeasurement_CountsOrDrops(double seconds, long good, long bad)
    {
        using World world = new(builder => builder.FasterThan(TimeSpan.FromMilliseconds(300)));

        world.Tracker.RecordSeconds(seconds);

        Assert.Equal(new SloEventCounts(good, bad), world.Tracker.Total);
    }

    [Fact]
    public void RecordSeconds_WithoutAThreshold_IsGoodHoweverLong()
    {
        using World world = new();

        world.Tracker.RecordSeconds(1e300);
        world.Tracker.Record(TimeSpan.MaxValue);

        Assert.Equal(new SloEventCounts(2, 0), world.Tracker.Total);
    }

    [Fact]
    public void Status_BetweenEvaluations_IsTheSameObjectAndGetStatusIsLive()
    {
        using World world = new();
        SloStatus published = world.After(1, 0);

        world.Tracker.Record(good: false);
        SloStatus live = world.Tracker.GetStatus();

        Assert.Same(published, world.Tracker.Status);
        Assert.Equal(new SloEventCounts(1, 0), world.Tracker.Status.Events);
        Assert.Equal(new SloEventCounts(1, 1), live.Events);
        Assert.Equal(SloState.Exhausted, live.State);
        Assert.Equal(new SloEventCounts(1, 1), world.Tracker.GetEvents(TimeSpan.FromMinutes(5)));
        Assert.Equal(500, world.Tracker.GetBurnRate(TimeSpan.FromMinutes(5)));
    }

    [Fact]
    public void GetEvents_OfAnImpossibleWindow_IsRefused()
    {
        using World world = new();

        Assert.Throws<ArgumentOutOfRangeException>(() => world.Tracker.GetEvents(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => world.Tracker.GetEvents(TimeSpan.FromDays(30) + TimeSpan.FromTicks(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => world.Tracker.GetBurnRate(TimeSpan.FromTicks(-1)));
        Assert.Equal(default, world.Tracker.GetEvents(TimeSpan.FromDays(30)));
        Assert.Null(world.Tracker.GetBurnRate(TimeSpan.FromDays(30)));
    }

    [Fact]
    public void GetSeries_OverAStart_HasNullBeforeItAndCountsAfterIt()
    {
        using World world = new();
        DateTimeOffset start = world.Time.GetUtcNow();
        for (var minute = 1; minute <= 3; minute++)
        {
            world.Tracker.Record(minute, 1);
            world.After(TimeSpan.FromMinutes(1));
        }

        IReadOnlyList<SloSeriesPoint> series = world.Tracker.GetSeries(start.AddMinutes(-1), start.AddHours(1), TimeSpan.FromMinutes(1));

        Assert.Equal(
            [new(start, null), new(start.AddMinutes(1), new(1, 1)), new(start.AddMinutes(2), new(2, 1)), new(start.AddMinutes(3), new(3, 1))],
            series);
        Assert.Empty(world.Tracker.GetSeries(start.AddHours(1), start, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void GetSeries_OfTooManyOrTooSmallSteps_IsRefused()
    {
        using World world = new();
        DateTimeOffset now = world.Time.GetUtcNow();

        Assert.Throws<ArgumentOutOfRangeException>(() => world.Tracker.GetSeries(now.AddDays(-1), now, TimeSpan.FromSeconds(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => world.Tracker.GetSeries(now.AddDays(-1), now, TimeSpan.FromMilliseconds(999)));
        Assert.Equal(5000, world.Tracker.GetSeries(now.AddSeconds(-5000), now, TimeSpan.FromSeconds(1)).Count);
    }

    [Fact]
    public void Calendar_AtItsBoundary_StartsOverAtZero()
    {
        using World world = new(builder => builder.Calendar(CalendarUnit.Day));
        Assert.Equal(new SloEventCounts(1, 1), world.After(1, 1).Events);

        SloStatus nextDay = world.After(TimeSpan.FromHours(24));
        Assert.Equal(default, nextDay.Events);
        Assert.Equal(world.Time.GetUtcNow().Date, nextDay.PeriodStart.DateTime);
        Assert.Equal(nextDay.PeriodStart.AddDays(1), nextDay.PeriodEnd);
        Assert.Equal(new SloEventCounts(2, 0), world.After(2, 0).Events);
    }
}
