using Slo.Testing;
using Xunit;

namespace Slo.Tests.Anomalies;

/// <summary>Observations of an objective whose events are recorded.</summary>
public sealed class ObservationTests
{
    [Fact]
    public void Observations_OfErrors_OpenAndCloseAndNeverAlert()
    {
        using World world = new(builder => builder.TargetPercent(50).NoRules().Compact());
        Run(world, 600, good: 600, bad: 1);
        Assert.Empty(world.Tracker.Observations);

        Run(world, 2, good: 500, bad: 100);
        SloObservation open = Assert.Single(world.Tracker.Observations);
        Assert.Equal(SloAnomalySignal.BadRatio, open.Signal);
        Assert.Null(open.EndedAt);
        Assert.InRange(open.ExpectedHigh, 0.001, 0.05);
        Assert.True(open.Observed > open.ExpectedHigh);
        Assert.Equal(open.Score, world.Tracker.GetAnomalyScore(SloAnomalySignal.BadRatio));

        Run(world, 60, good: 600, bad: 1);
        SloObservation closed = Assert.Single(world.Tracker.Observations);
        Assert.Equal(open.StartedAt, closed.StartedAt);
        Assert.True(closed.EndedAt > closed.StartedAt);
        Assert.Empty(world.Registry.Transitions);
    }

    [Fact]
    public void Observations_OfLostTraffic_SayWhatWasExpected()
    {
        using World world = new(builder => builder.Compact());
        Run(world, 600, good: 600, bad: 0);
        Run(world, 3, good: 0, bad: 0);

        SloObservation observation = Assert.Single(world.Tracker.Observations);
        Assert.Equal(SloAnomalySignal.Traffic, observation.Signal);
        Assert.InRange(observation.Observed, 0, 400);
        Assert.InRange(observation.ExpectedLow, 400, 600.001);
        Assert.Contains("traffic of", observation.ToString(), StringComparison.Ordinal);
    }

    // One bad event of two, after none in many.
    [Fact]
    public void Observations_OfFewEvents_AreNone()
    {
        using World world = new(builder => builder.Compact());
        Run(world, 900, good: 2, bad: 0);
        Run(world, 1, good: 1, bad: 1);

        Assert.Empty(world.Tracker.Observations);
        Assert.Equal(0, world.Tracker.GetAnomalyScore(SloAnomalySignal.BadRatio));
    }

    [Fact]
    public void Score_BeforeADay_IsUnknown()
    {
        using World world = new(builder => builder.Compact());
        Run(world, 100, good: 600, bad: 0);
        Run(world, 5, good: 0, bad: 600);

        Assert.Null(world.Tracker.GetAnomalyScore(SloAnomalySignal.BadRatio));
        Assert.Null(world.Tracker.GetAnomalyScore(SloAnomalySignal.Traffic));
        Assert.Empty(world.Tracker.Observations);
    }

    [Fact]
    public void Score_WithoutAnyEvent_IsUnknown()
    {
        using World world = new(builder => builder.Compact());
        Run(world, 600, good: 0, bad: 0);

        Assert.Null(world.Tracker.GetAnomalyScore(SloAnomalySignal.Traffic));
    }

    // A suspension of two hours is no time without traffic, and a clock that goes back no other time.
    [Fact]
    public void Observations_OfTimeThatWasNotObserved_AreNone()
    {
        using World world = new(builder => builder.Compact());
        Run(world, 600, good: 600, bad: 0);
        world.Time.StepWall(TimeSpan.FromHours(2));
        Run(world, 20, good: 600, bad: 0);
        world.Time.StepWall(-TimeSpan.FromHours(2));
        Run(world, 20, good: 600, bad: 0);

        Assert.Empty(world.Tracker.Observations);
    }

    // What another process had found is found again from the history.
    [Fact]
    public void Observations_AfterARestart_AreThoseOfTheHistory()
    {
        using World world = new(builder => builder.NoRules());
        Run(world, 700, good: 600, bad: 1);
        Run(world, 6, good: 500, bad: 100);
        Run(world, 60, good: 600, bad: 1);
        SloObservation before = Assert.Single(world.Tracker.Observations);

        using SloRegistry next = new(world.Time);
        next.Restore(world.Registry.Capture());
        SloTracker tracker = next.Add(world.Tracker.Objective);
        for (var i = 0; i < 3; i++)
        {
            world.Time.Advance(TimeSpan.FromSeconds(1));
            next.Evaluate();
        }

        SloObservation after = Assert.Single(tracker.Observations);
        Assert.Equal((before.Signal, before.StartedAt), (after.Signal, after.StartedAt));
    }

    // Minutes are kept for three days and then 10 minutes, and slices of each name end at other seconds: steady traffic stays steady.
    [Theory]
    [InlineData("a")]
    [InlineData("x")]
    [InlineData("checkout")]
    public void Observations_OfSteadyTraffic_AreNoneAfterARestart(string name)
    {
        ManualTime time = new();
        using SloRegistry registry = new(time);
        SloTracker tracker = registry.Add(new SloObjectiveBuilder(name).TargetPercent(99).Build());
        for (var minute = 0; minute < 13 * 1440; minute++)
        {
            tracker.Record(100, 0);
            time.Advance(TimeSpan.FromMinutes(1));
            registry.Evaluate();
        }

        using SloRegistry next = new(time);
        next.Restore(registry.Capture());
        SloTracker restored = next.Add(tracker.Objective);
        for (var i = 0; i < 3; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            next.Evaluate();
        }

        Assert.Empty(tracker.Observations);
        Assert.NotNull(restored.GetAnomalyScore(SloAnomalySignal.Traffic));
        Assert.Empty(restored.Observations);
    }

    // As those of a fleet.
    [Fact]
    public void Observations_OfCountsThatAreFed_AreFoundToo()
    {
        ManualTime time = new();
        using SloRegistry registry = new(time, scope: SloScope.Fleet);
        registry.Add(Definition.Build(builder => builder.Compact()));
        DateTimeOffset from = time.GetUtcNow();
        for (var i = 0; i < 603; i++)
        {
            time.Advance(TimeSpan.FromMinutes(5));
            DateTimeOffset to = from.AddMinutes(5);
            registry.Feed("x", [new SloHistoryStep(from, to, i < 600 ? new(600, 0) : default)], to);
            from = to;
        }

        Assert.Equal(SloAnomalySignal.Traffic, Assert.Single(registry.Get("x").Observations).Signal);
    }

    private static void Run(World world, int slices, long good, long bad)
    {
        for (var i = 0; i < slices; i++)
        {
            world.Tracker.Record(good, bad);
            world.Time.Advance(TimeSpan.FromMinutes(5));
            world.Registry.Evaluate();
        }
    }
}
