using Slo.Testing;
using Xunit;

namespace Slo.Tests.Windows;

public sealed class ClockFaultTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTime _time = new();
    private readonly SloRegistry _registry;
    private readonly SloTracker _tracker;

    public ClockFaultTests()
    {
        _registry = new SloRegistry(_time);
        _tracker = _registry.Add(Objectives.Rolling(TimeSpan.FromDays(30)));
    }

    public void Dispose() => _registry.Dispose();

    [Fact]
    public void StepForward_OneHour_KeepsTheCountsAndLeavesTheHourUnobserved()
    {
        Run(seconds: 7_200);
        _time.StepWall(TimeSpan.FromHours(1));
        SloEvaluationReport report = Evaluate(Second);

        Assert.Equal(TimeSpan.FromHours(1), report.Gap);
        Assert.False(report.ClockWentBack);
        Assert.Equal(new SloEventCounts(7_200, 7_200), _tracker.Status.Events);
        Assert.Equal(default, _tracker.GetEvents(TimeSpan.FromMinutes(30)));
        Assert.Equal(new SloEventCounts(3_599, 3_599), _tracker.GetEvents(TimeSpan.FromHours(2)));
        Assert.Equal(7_201 / (30 * 86_400d), _tracker.Status.CoverageRatio, 12);
    }

    [Fact]
    public void StepForward_BeyondThePeriod_EmptiesItAndThenWorks()
    {
        Run(seconds: 100);
        _time.StepWall(TimeSpan.FromDays(40));
        Evaluate(Second);
        Assert.Equal(default, _tracker.Status.Events);
        Assert.Null(_tracker.Status.ComplianceRatio);

        Run(seconds: 10);
        Assert.Equal(new SloEventCounts(10, 10), _tracker.Status.Events);
        Assert.Equal(new SloEventCounts(110, 110), _tracker.Total);
    }

    [Fact]
    public void Suspension_OfEightHours_IsOneGapAndNoBurst()
    {
        Run(seconds: 60);
        _time.StepWall(TimeSpan.FromHours(8));

        Assert.Equal(TimeSpan.FromHours(8), Evaluate(Second).Gap);
        Assert.Equal(TimeSpan.Zero, Evaluate(Second).Gap);
        Assert.Equal(new SloEventCounts(60, 60), _tracker.GetEvents(TimeSpan.FromHours(9)));
    }

    [Theory]
    [InlineData(-120)]
    [InlineData(-7_200)]
    [InlineData(-86_400 * 365 * 20)]
    public void StepBack_AnyFar_NeitherFreezesNorCountsTwice(int seconds)
    {
        Run(seconds: 600);
        _time.StepWall(TimeSpan.FromSeconds(seconds));
        Assert.True(Evaluate(Second).ClockWentBack);

        Run(seconds: 300);
        Assert.False(Evaluate(Second).ClockWentBack);
        Assert.Equal(new SloEventCounts(900, 900), _tracker.Status.Events);
        Assert.Equal(new SloEventCounts(298, 298), _tracker.GetEvents(TimeSpan.FromSeconds(299)));
        Assert.Equal(_time.GetUtcNow(), _tracker.Status.AsOf);
    }

    [Fact]
    public void StepBackThenForward_EndsWithTheTotalsOfTheRunWithoutSteps()
    {
        Run(seconds: 600);
        _time.StepWall(TimeSpan.FromHours(-2));
        Run(seconds: 600);
        _time.StepWall(TimeSpan.FromHours(2));
        Run(seconds: 600);

        Assert.Equal(new SloEventCounts(1_800, 1_800), _tracker.Status.Events);
        Assert.Equal(new SloEventCounts(600, 600), _tracker.GetEvents(TimeSpan.FromMinutes(10)));
        Assert.Equal(new SloEventCounts(1_200, 1_200), _tracker.GetEvents(TimeSpan.FromMinutes(20)));
        Assert.Equal(1_800 / (30 * 86_400d), _tracker.Status.CoverageRatio, 12);
    }

    [Fact]
    public void TimestampGoingBackwards_LosesNothing()
    {
        Run(seconds: 600);
        _time.GoBack(TimeSpan.FromMinutes(5));
        Evaluate(Second);
        Run(seconds: 600);

        Assert.Equal(new SloEventCounts(1_200, 1_200), _tracker.Total);
        Assert.Equal(new SloEventCounts(1_200, 1_200), _tracker.Status.Events);
        Assert.Equal(new SloEventCounts(60, 60), _tracker.GetEvents(TimeSpan.FromMinutes(1)));
    }

    // A live answer holds what was recorded a moment ago; the published one costs a read and is a tick old.
    [Fact]
    public void LiveAndPublished_BetweenTwoTicks_DifferByWhatWasRecordedSince()
    {
        Run(seconds: 10);
        SloStatus published = _tracker.Status;
        _tracker.Record(good: 5, bad: 0);

        Assert.Same(published, _tracker.Status);
        Assert.Equal(new SloEventCounts(10, 10), _tracker.Status.Events);
        Assert.Equal(new SloEventCounts(15, 10), _tracker.GetStatus().Events);
        Assert.Equal(new SloEventCounts(15, 10), _tracker.GetEvents(TimeSpan.FromMinutes(1)));
        Assert.Same(published, _tracker.Status);
    }

    // Where two tiers meet, a step's start is interpolated over a longer slice than its end.
    [Fact]
    public void GetSeries_AcrossTwoTiers_HasNoNegativeStepAndLosesNothing()
    {
        for (var second = 0; second < 1_200; second++)
        {
            // All of ten seconds in the last of them.
            _tracker.Record(good: second % 10 == 9 ? 1_000 : 0, bad: 0);
            Evaluate(Second);
        }

        DateTimeOffset now = _time.GetUtcNow();
        for (var shift = 0; shift < 10; shift++)
        {
            IReadOnlyList<SloSeriesPoint> series = _tracker.GetSeries(now - TimeSpan.FromMinutes(20), now, Second);
            Assert.All(series, point => Assert.True(point.Events!.Value.Good >= 0, $"{point}"));
            Assert.Equal(120_000, series.Sum(point => point.Events!.Value.Good));
            Evaluate(Second);
        }
    }

    private void Run(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            _tracker.Record(good: 1, bad: 1);
            Evaluate(Second);
        }
    }

    private SloEvaluationReport Evaluate(TimeSpan after)
    {
        _time.Advance(after);
        SloEvaluationReport report = _registry.Evaluate();
        Assert.Null(report.Error);
        return report;
    }
}
