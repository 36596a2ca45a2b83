using Slo.Hosting.Fleet;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Fleet;

/// <summary>What of a fleet is read, and when it is judged.</summary>
public sealed class FleetHistoryTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly SloRegistry _fleet = new(new ManualTime(Start), scope: SloScope.Fleet);
    private readonly FleetHistory _history;

    public FleetHistoryTests()
    {
        _fleet.Add(new SloObjectiveBuilder("x").TargetPercent(90).Rolling(TimeSpan.FromHours(1)).UnobservedTime(UnobservedTime.Exclude).Build());
        _history = new FleetHistory(_fleet, Interval);
    }

    private SloStatus Status => _fleet.Get("x").Status;

    public void Dispose() => _fleet.Dispose();

    [Fact]
    public void Windows_EndAnIntervalAgo()
    {
        _history.Add(Answer(10, Slice(0, 5), Slice(2, 5), Slice(4, 5), Slice(6, 5), Slice(8, 5)));

        Assert.Equal((Start.AddSeconds(8), 20), (Status.AsOf, Status.Events.Total));
        _history.Add(Answer(12, Slice(10, 5)));
        Assert.Equal((Start.AddSeconds(10), 25), (Status.AsOf, Status.Events.Total));
    }

    [Fact]
    public void Windows_WaitForWhatIsNotAddedUpYet_ButNotForEver()
    {
        _history.Add(Answer(4, Slice(0, 5), Slice(2, 5)));
        _history.Add(Answer(8));
        Assert.Equal(Start.AddSeconds(4), Status.AsOf);

        _history.Add(Answer(20));

        Assert.Equal(Start.AddSeconds(10), Status.AsOf);
        Assert.Equal(0.4, Status.CoverageRatio * 3600 / 10, 3);
        _history.Add(Answer(22, Slice(4, 7), Slice(6, 0), Slice(8, 0)));
        Assert.Equal(17, Status.Events.Total);
        Assert.Equal(1, Status.CoverageRatio * 3600 / 10, 3);
    }

    [Fact]
    public void Counts_OfAnotherKey_AreOfAnotherObjective()
    {
        _history.Add(Answer(4, Slice(0, 5), new SloFleetSlice(Start, Start + Interval, [new("x", "another", new(100, 100))])));

        Assert.Equal(5, Status.Events.Total);
    }

    [Fact]
    public void Slices_OfOtherWidths_AreOneStretch()
    {
        SloFleetSlice minute = new(Start, Start.AddMinutes(1), [new("x", Key, new(600, 0))]);

        _history.Add(Answer(64, Slice(0, 5), Slice(30, 5), minute, Slice(60, 1)));

        Assert.Equal(611, Status.Events.Total);
        Assert.Equal(1, Status.CoverageRatio * 3600 / 62, 3);
    }

    [Fact]
    public void Pages_AreFedWhenAllAreThere()
    {
        _history.Add(Answer(100, Slice(0, 5)) with { HasMore = true });
        Assert.False(_history.IsLoaded);
        Assert.Equal(0, Status.Events.Total);

        _history.Add(Answer(100, Slice(0, 5), Slice(50, 1)));

        Assert.True(_history.IsLoaded);
        Assert.Equal(11, Status.Events.Total);
    }

    [Fact]
    public void Reset_BeginsAnew()
    {
        _history.Add(Answer(4, Slice(0, 5)));
        _history.Reset();
        Assert.Equal(0, Status.Events.Total);

        _history.Add(Answer(6, Slice(0, 5), Slice(2, 1)));

        Assert.Equal(6, Status.Events.Total);
    }

    private string Key => _fleet.Get("x").Objective.CountingKey;

    private static SloFleetAnswer Answer(int second, params SloFleetSlice[] slices) => new(Start.AddSeconds(second), 1, slices);

    private SloFleetSlice Slice(int second, long good) =>
        new(Start.AddSeconds(second), Start.AddSeconds(second) + Interval, [new("X", Key, new SloEventCounts(good, 0))]);
}
