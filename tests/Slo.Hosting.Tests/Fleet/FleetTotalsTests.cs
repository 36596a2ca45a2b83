using Slo.Hosting.Fleet;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Fleet;

/// <summary>Every event of this process is published once.</summary>
public sealed class FleetTotalsTests : IDisposable
{
    private readonly SloRegistry _registry = new(new ManualTime());
    private readonly FleetTotals _totals;

    public FleetTotalsTests() => _totals = new FleetTotals(_registry);

    public void Dispose() => _registry.Dispose();

    [Fact]
    public void Events_AreTakenOnce()
    {
        SloTracker tracker = Add();
        tracker.Record(good: 10, bad: 1);
        Assert.Equal(new SloEventCounts(10, 1), Take());
        Assert.Equal(default, Take());
        tracker.Record(good: 5, bad: 0);
        Assert.Equal(new SloEventCounts(5, 0), Take());
    }

    [Fact]
    public void Objective_ThatIsRemoved_IsTakenALastTime_AndBeginsAnewIfItReturns()
    {
        SloTracker tracker = Add();
        tracker.Record(good: 10, bad: 0);
        Take();
        tracker.Record(good: 3, bad: 0);
        _registry.Remove("x");
        Assert.Equal(new SloEventCounts(3, 0), Take());

        Add().Record(good: 15, bad: 0);

        Assert.Equal(new SloEventCounts(15, 0), Take());
    }

    [Fact]
    public void Objective_ThatContinuesAState_PublishesWhatThisProcessCounted()
    {
        SloTracker tracker = Add();
        tracker.Record(good: 10, bad: 0);
        Take();
        _registry.Evaluate();
        SloObjectiveState state = _registry.CaptureOne("x")!;
        tracker.Record(good: 2, bad: 0);

        _registry.Restore([state]);
        _registry.Get("x").Record(good: 4, bad: 0);

        Assert.Equal(new SloEventCounts(6, 0), Take());
    }

    [Fact]
    public void Objective_ThatIsFed_IsNotPublished()
    {
        using SloRegistry registry = new(new ManualTime(), isFed: _ => true);
        registry.Add(new SloObjectiveBuilder("x").TargetPercent(99).Build());
        DateTimeOffset from = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        registry.Feed("x", [new(from, from.AddSeconds(1), new SloEventCounts(5, 0))], from.AddSeconds(1));

        Assert.Empty(new FleetTotals(registry).Take());
    }

    private SloTracker Add() => _registry.Add(new SloObjectiveBuilder("x").TargetPercent(99).Build());

    private SloEventCounts Take() => _totals.Take().Aggregate(default(SloEventCounts), (sum, counts) => sum + counts.Events);
}
