using Xunit;

namespace Slo.Tests.Anomalies;

/// <summary>Observations of latency below the threshold, of objectives whose events are recorded.</summary>
public sealed class LatencySignalTests
{
    private static readonly TimeSpan Threshold = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Slice = TimeSpan.FromMinutes(5);

    [Fact]
    public void Observation_OfAShiftBelowTheThreshold_SaysHowManyTookLonger()
    {
        using World world = new(builder => builder.NoRules().Compact().FasterThan(Threshold));
        Run(world, 600, slow: 2);
        Assert.Empty(world.Tracker.Observations);
        Assert.InRange(world.Tracker.GetAnomalyScore(SloAnomalySignal.Latency)!.Value, 0, SloAnomalyDetector.Threshold);

        Run(world, 3, slow: 40);
        SloObservation open = Assert.Single(world.Tracker.Observations);
        Assert.Equal((SloAnomalySignal.Latency, TimeSpan.FromMilliseconds(150)), (open.Signal, open.LongerThan));
        Assert.Equal(0.2, open.Observed, 6);
        Assert.InRange(open.ExpectedHigh, 0.01, 0.19);
        Assert.Equal(open.Score, world.Tracker.GetAnomalyScore(SloAnomalySignal.Latency));
        Assert.StartsWith("20 % of events took longer than 150ms, usually at most ", open.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, world.Tracker.Total.Bad);

        Run(world, 60, slow: 2);
        SloObservation closed = Assert.Single(world.Tracker.Observations);
        Assert.Equal(open.StartedAt, closed.StartedAt);
        Assert.Equal(open.StartedAt + (3 * Slice), closed.EndedAt);
        Assert.Empty(world.Registry.Transitions);
    }

    // Half of the threshold is never reached.
    [Fact]
    public void Observation_OfAShiftBelowHalfOfTheThreshold_NamesAQuarter()
    {
        using World world = new(builder => builder.NoRules().Compact().FasterThan(Threshold));
        Run(world, 600, slow: 2, took: TimeSpan.FromMilliseconds(80));
        Run(world, 3, slow: 40, took: TimeSpan.FromMilliseconds(80));

        Assert.Equal(TimeSpan.FromMilliseconds(75), Assert.Single(world.Tracker.Observations).LongerThan);
        Assert.Contains("longer than 75ms", world.Tracker.Observations[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Score_BeforeADayOrWithoutAThreshold_IsUnknown()
    {
        using World young = new(builder => builder.FasterThan(Threshold));
        Run(young, 100, slow: 0);
        Run(young, 3, slow: 150);
        Assert.Null(young.Tracker.GetAnomalyScore(SloAnomalySignal.Latency));
        Assert.Empty(young.Tracker.Observations);

        using World plain = new(builder => builder.Compact());
        Run(plain, 300, slow: 0);
        Assert.NotNull(plain.Tracker.GetAnomalyScore(SloAnomalySignal.Traffic));
        Assert.Null(plain.Tracker.GetAnomalyScore(SloAnomalySignal.Latency));
        Assert.Null(plain.Tracker.Slow);
    }

    // None of them is known to be fast. A failure has no latency, however long it took.
    [Fact]
    public void Score_OfEventsWithoutDurations_IsUnknown()
    {
        using World world = new(builder => builder.NoRules().Compact().FasterThan(Threshold));
        for (var slice = 0; slice < 400; slice++)
        {
            world.Tracker.Record(good: true);
            world.Tracker.Record(good: true, "group");
            world.Tracker.Record(good: 100, bad: 0);
            world.Tracker.Record(new SloEvent(SloOutcome.Good) { Cohort = "v1" });
            world.Tracker.Record(good: false, Threshold);
            world.Time.Advance(Slice);
            world.Registry.Evaluate();
        }

        Assert.NotNull(world.Tracker.GetAnomalyScore(SloAnomalySignal.Traffic));
        Assert.Null(world.Tracker.GetAnomalyScore(SloAnomalySignal.Latency));
        Assert.Null(world.Registry.Capture()[0].Latency);

        Run(world, 400, slow: 0);
        Assert.Equal(0, world.Tracker.GetAnomalyScore(SloAnomalySignal.Latency));
    }

    // One slow event of two, after none in many.
    [Fact]
    public void Observations_OfFewEvents_AreNone()
    {
        using World world = new(builder => builder.NoRules().Compact().FasterThan(Threshold));
        Run(world, 900, slow: 0, events: 2);
        Run(world, 1, slow: 1, events: 2);

        Assert.Empty(world.Tracker.Observations);
        Assert.Equal(0, world.Tracker.GetAnomalyScore(SloAnomalySignal.Latency));
    }

    // A suspension of two hours makes no slice of two hours.
    [Fact]
    public void Observations_AcrossTimeThatWasNotObserved_AreNone()
    {
        using World world = new(builder => builder.NoRules().Compact().FasterThan(Threshold));
        Run(world, 600, slow: 2);
        for (var i = 0; i < 40; i++)
        {
            Record(world.Tracker, Threshold);
        }

        world.Time.StepWall(TimeSpan.FromHours(2));
        world.Registry.Evaluate();
        Run(world, 20, slow: 2);

        Assert.Empty(world.Tracker.Observations);
        Assert.NotNull(world.Tracker.GetAnomalyScore(SloAnomalySignal.Latency));
    }

    [Fact]
    public void Observations_OfTimeThatIsExcluded_AreNone()
    {
        using World world = new(builder => builder.NoRules().Compact().FasterThan(Threshold));
        Run(world, 600, slow: 2);
        DateTimeOffset now = world.Time.GetUtcNow();
        world.Registry.Exclude(new() { When = SloSchedule.Once(now, now.AddHours(1)) });
        Run(world, 11, slow: 100);

        Assert.DoesNotContain(world.Tracker.Observations, observation => observation.Signal == SloAnomalySignal.Latency);
    }

    // A failure that took long is a bad event, and no latency.
    [Fact]
    public void Observations_OfSlowFailures_AreOfTheBadRatioOnly()
    {
        using World world = new(builder => builder.NoRules().Compact().FasterThan(Threshold));
        Run(world, 600, slow: 2);
        for (var slice = 0; slice < 3; slice++)
        {
            for (var i = 0; i < 100; i++)
            {
                world.Tracker.Record(good: false, Threshold);
            }

            Run(world, 1, slow: 1, events: 100);
        }

        Assert.All(world.Tracker.Observations, observation => Assert.Equal(SloAnomalySignal.BadRatio, observation.Signal));
        Assert.NotEmpty(world.Tracker.Observations);
    }

    [Fact]
    public void Observations_OfSeveralSignals_AreInOrderOfTime()
    {
        using World world = new(builder => builder.NoRules().Compact().FasterThan(Threshold));
        Run(world, 600, slow: 2);
        Run(world, 3, slow: 40);
        Run(world, 3, slow: 2);
        Run(world, 3, slow: 0, events: 0);

        Assert.Equal(
            [SloAnomalySignal.Traffic, SloAnomalySignal.Latency],
            world.Tracker.Observations.Select(observation => observation.Signal));
    }

    // The history has no durations: what is known is kept beside it, the observation that is open too.
    [Fact]
    public void Observation_AfterARestart_LastsAndEndsAsWithout()
    {
        using World world = new(builder => builder.NoRules().FasterThan(Threshold).AnomalyRule(SloAnomalySignal.Latency));
        Run(world, 600, slow: 2);
        Run(world, 3, slow: 40);
        SloObservation open = Assert.Single(world.Tracker.Observations);
        Assert.Equal(AlertSeverity.Ticket, world.Tracker.Status.Severity);
        var bytes = Assert.Single(world.Registry.Capture()).ToBytes();

        using SloRegistry next = new(world.Time);
        next.Restore([SloObjectiveState.FromBytes(bytes)]);
        SloTracker tracker = next.Add(world.Tracker.Objective);
        Assert.Equal(open, Assert.Single(tracker.Observations));
        Assert.Equal(open.Score, tracker.GetAnomalyScore(SloAnomalySignal.Latency));
        for (var i = 0; i < 3; i++)
        {
            world.Time.Advance(TimeSpan.FromSeconds(1));
            next.Evaluate();
            Assert.Equal(AlertSeverity.Ticket, tracker.Status.Severity);
        }

        Run(world, next, tracker, 6, slow: 40);
        Assert.Equal(open.StartedAt, Assert.Single(tracker.Observations, one => one.Signal == SloAnomalySignal.Latency).StartedAt);
        Run(world, next, tracker, 6, slow: 2);
        Assert.NotNull(Assert.Single(tracker.Observations, one => one.Signal == SloAnomalySignal.Latency).EndedAt);
        Assert.Null(tracker.Status.Severity);
    }

    // Between two slices nothing of it is written again.
    [Fact]
    public void Addition_HasTheStateOnlyAfterASlice()
    {
        using World world = new(builder => builder.NoRules().FasterThan(Threshold));
        Run(world, 300, slow: 2);
        SloObjectiveState first = world.Registry.Capture()[0];
        world.Time.Advance(TimeSpan.FromSeconds(1));
        world.Registry.Evaluate();
        SloObjectiveState second = world.Registry.Capture([first.ToMark()])[0];
        Run(world, 2, slow: 2);
        SloObjectiveState third = world.Registry.Capture([second.ToMark()])[0];
        SloObjectiveState[] read = [.. ((SloObjectiveState[])[first, second, third]).Select(state => SloObjectiveState.FromBytes(state.ToBytes()))];

        Assert.NotNull(read[0].Latency);
        Assert.Null(read[1].Latency);
        Assert.NotEqual(first.Latency, third.Latency);
        Assert.Equal(first.Latency, read[0].Append(read[1])!.Latency);
        Assert.Equal(third.Latency, read[0].Append(read[1])!.Append(read[2])!.Latency);
    }

    // Of a store that has something else there, the counts are continued, and latency begins anew.
    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 2, 1, 2, 3 })]
    [InlineData(new byte[] { 1, 1, 2, 3 })]
    public void State_ThatIsNoSuchThing_IsIgnored(byte[] latency)
    {
        using World world = new(builder => builder.NoRules().FasterThan(Threshold));
        Run(world, 300, slow: 2);
        SloObjectiveState state = world.Registry.Capture()[0];
        SloObjectiveState damaged = new(state.Name, state.CountingKey, state.AsOf, isComplete: true, state.History, state.Judge) { Latency = latency };

        using SloRegistry next = new(world.Time);
        next.Restore([SloObjectiveState.FromBytes(damaged.ToBytes())]);
        SloTracker tracker = next.Add(world.Tracker.Objective);
        next.Evaluate();
        Assert.Equal(world.Tracker.Status.Events, tracker.Status.Events);
        Assert.Null(tracker.GetAnomalyScore(SloAnomalySignal.Latency));
        Run(world, next, tracker, 300, slow: 2);
        Assert.NotNull(tracker.GetAnomalyScore(SloAnomalySignal.Latency));
    }

    // Of a fleet, and of a source that is read: counts, no durations.
    [Fact]
    public void Score_OfCountsThatAreFed_IsUnknown()
    {
        using World world = new();
        using SloRegistry fleet = new(world.Time, scope: SloScope.Fleet);
        SloTracker tracker = fleet.Add(Definition.Build(builder => builder.Compact().FasterThan(Threshold)));
        DateTimeOffset from = world.Time.GetUtcNow();
        for (var i = 0; i < 400; i++)
        {
            world.Time.Advance(Slice);
            fleet.Feed("x", [new SloHistoryStep(from, from + Slice, new(600, 0))], from + Slice);
            from += Slice;
        }

        tracker = fleet.Get("x");
        Assert.NotNull(tracker.GetAnomalyScore(SloAnomalySignal.Traffic));
        Assert.Null(tracker.GetAnomalyScore(SloAnomalySignal.Latency));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(SloAnomalySignal.Latency, true)]
    [InlineData(SloAnomalySignal.Traffic, false)]
    public void Rule_WhileLatencyIsUnusual_RaisesATicket(SloAnomalySignal? signal, bool fires)
    {
        using World world = new(builder => builder.NoRules().Compact().FasterThan(Threshold).AnomalyRule(signal));
        Run(world, 600, slow: 2);
        Assert.Null(world.Tracker.Status.Severity);
        Run(world, 3, slow: 40);

        Assert.Equal(fires ? AlertSeverity.Ticket : null, world.Tracker.Status.Severity);
        Run(world, 60, slow: 2);
        Assert.Null(world.Tracker.Status.Severity);
    }

    [Fact]
    public void Rule_WithoutAThreshold_IsRefused()
    {
        Assert.Equal(
            SloFindingCodes.UnreachableRule,
            Definition.Error(builder => builder.AnomalyRule(SloAnomalySignal.Latency), "the objective has no latency threshold; declare one").Code);
        Definition.Build(builder => builder.AnomalyRule(SloAnomalySignal.Latency).FasterThan(Threshold));
        Definition.Build(builder => builder.AnomalyRule());
    }

    private static void Run(World world, int slices, int slow, int events = 200, TimeSpan? took = null) =>
        Run(world, world.Registry, world.Tracker, slices, slow, events, took);

    private static void Run(
        World world, SloRegistry registry, SloTracker tracker, int slices, int slow, int events = 200, TimeSpan? took = null)
    {
        for (var slice = 0; slice < slices; slice++)
        {
            for (var i = 0; i < events; i++)
            {
                Record(tracker, i < slow ? took ?? TimeSpan.FromMilliseconds(200) : TimeSpan.FromMilliseconds(10));
            }

            world.Time.Advance(Slice);
            registry.Evaluate();
        }
    }

    private static void Record(SloTracker tracker, TimeSpan took) => tracker.Record(took);
}
