using Slo.Testing;
using Slo.Windows;
using Xunit;

namespace Slo.Tests.Windows;

/// <summary>A process that stands still while both clocks go on: SIGSTOP, a frozen container, a debugger.</summary>
public sealed class StandstillTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTime _time = new();
    private readonly SloRegistry _registry;

    public StandstillTests() => _registry = new SloRegistry(_time);

    public void Dispose() => _registry.Dispose();

    [Fact]
    public void Time_InWhichNothingWasEvaluated_IsAGapAndNoEventIsLostOrDoubled()
    {
        SloTracker tracker = Begin();
        tracker.Record(90, 10);
        _time.Advance(TimeSpan.FromSeconds(30));
        tracker.Record(9, 1);
        SloEvaluationReport report = _registry.EvaluateEvery(Second);
        Run(10);

        Assert.Equal((TimeSpan.FromSeconds(29), false, null), (report.Gap, report.ClockWentBack, report.Error));
        Assert.Equal(new SloEventCounts(99, 11), tracker.Status.Events);
        Assert.Equal(21.0 / 3600, tracker.Status.CoverageRatio, 1e-9);
        Assert.Equal(new SloEventCounts(99, 11), tracker.GetEvents(TimeSpan.FromMinutes(2)));
    }

    [Theory]
    [InlineData(1, 5, 0)]
    [InlineData(1, 6, 5)]
    [InlineData(2, 10, 0)]
    [InlineData(2, 11, 9)]
    [InlineData(60, 300, 0)]
    [InlineData(60, 301, 241)]
    public void Lateness_OfSomeIntervals_IsNoGap(int interval, int seconds, int gap)
    {
        Begin();
        _registry.EvaluateEvery(TimeSpan.FromSeconds(interval));
        _time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(TimeSpan.FromSeconds(gap), _registry.EvaluateEvery(TimeSpan.FromSeconds(interval)).Gap);
        Assert.Equal(5, Timeline.MostIntervals);
    }

    // Who evaluates at no interval may do it once an hour.
    [Fact]
    public void Evaluation_AtNoInterval_ObservesEverything()
    {
        SloTracker tracker = Begin();
        _time.Advance(TimeSpan.FromMinutes(30));

        Assert.Equal(TimeSpan.Zero, _registry.Evaluate().Gap);
        Assert.Equal(1810.0 / 3600, tracker.Status.CoverageRatio, 1e-9);
        Assert.Throws<ArgumentOutOfRangeException>(() => _registry.EvaluateEvery(TimeSpan.Zero));
    }

    // It ran then: only what followed is a gap.
    [Fact]
    public void Objective_AddedSinceTheLastEvaluation_ShowsThatTheProcessRan()
    {
        Begin();
        _time.Advance(TimeSpan.FromSeconds(10));
        SloTracker added = _registry.Add(new SloObjectiveBuilder("b").TargetPercent(90).Rolling(TimeSpan.FromHours(1)).Build());
        added.Record(1, 1);
        _time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(TimeSpan.FromSeconds(20), _registry.EvaluateEvery(Second).Gap);
        Run(5);
        Assert.Equal(new SloEventCounts(1, 1), added.Status.Events);
        Assert.Equal(5.0 / 3600, added.Status.CoverageRatio, 1e-9);
    }

    [Fact]
    public void SlicesOfTime_InTheGap_DoNotCount()
    {
        SloTracker tracker = _registry.Add(
            new SloObjectiveBuilder("slices").TargetPercent(90).Rolling(TimeSpan.FromHours(1)).Timeslices(TimeSpan.FromMinutes(1), 0.9m).Build());
        _registry.Evaluate();
        for (var i = 0; i < 60; i++)
        {
            tracker.Record(0, 1);
            _time.Advance(Second);
            _registry.EvaluateEvery(Second);
        }

        _time.Advance(TimeSpan.FromMinutes(10));
        _registry.EvaluateEvery(Second);

        // The bad one, and the one in which the process stopped, which counts with what was seen of it.
        Assert.Equal(0.5, tracker.Status.ComplianceRatio);
    }

    private SloTracker Begin()
    {
        SloTracker tracker = _registry.Add(new SloObjectiveBuilder("a").TargetPercent(90).Rolling(TimeSpan.FromHours(1)).Build());
        _registry.Evaluate();
        Run(10);
        return tracker;
    }

    private void Run(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            _time.Advance(Second);
            _registry.EvaluateEvery(Second);
        }
    }
}
