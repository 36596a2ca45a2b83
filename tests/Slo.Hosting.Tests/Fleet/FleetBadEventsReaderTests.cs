using Slo.Hosting.Fleet;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Fleet;

/// <summary>Bad events are read once for all who ask, and a store that hangs or fails holds up none of them for long.</summary>
public sealed class FleetBadEventsReaderTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(300);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Store_IsAskedOnceInAMoment()
    {
        ManualTime time = new();
        using SloRegistry fleet = Fleet(time, "x", "y");
        BadEventsStore store = new(_ => Task.FromResult<IReadOnlyList<SloBadEvents>>([]));
        FleetBadEventsReader reader = new(store, fleet, TimeSpan.FromSeconds(5), time);

        Assert.All(await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => reader.ReadAsync(fleet.Get("x").Objective))), Assert.True);
        Assert.Equal(1, store.Reads);
        await reader.ReadAsync([fleet.Get("x").Objective, fleet.Get("y").Objective], Moment, Cancelled);
        Assert.Equal(2, store.Reads);
        time.Advance(FleetBadEventsReader.Kept);
        Assert.True(await reader.ReadAsync(fleet.Get("x").Objective));
        Assert.Equal(3, store.Reads);
    }

    // Whether it hangs or blocks its caller: an alert waits for a moment, and one call is enough to learn that nothing comes.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StoreThatHangs_HoldsUpAnAlertForAMoment(bool blocks)
    {
        ManualTime time = new();
        using SloRegistry fleet = Fleet(time, "x", "y");
        using ManualResetEventSlim release = new();
        BadEventsStore store = new(_ =>
        {
            if (blocks)
            {
                release.Wait(Cancelled);
            }

            return new TaskCompletionSource<IReadOnlyList<SloBadEvents>>().Task;
        });
        Exception? failure = null;
        FleetBadEventsReader reader = new(store, fleet, TimeSpan.FromSeconds(5), time) { Failed = exception => failure = exception };

        Task reading = reader.ReadAsync([fleet.Get("x").Objective, fleet.Get("y").Objective], Moment, Cancelled);
        await Eventually.TrueAsync(() => store.Reads == 1, "it is asked");
        Assert.False(reading.IsCompleted);
        time.Advance(Moment);
        await reading;
        Assert.Equal(1, store.Reads);

        time.Advance(TimeSpan.FromSeconds(5));
        await Eventually.TrueAsync(() => failure is not null, "it is told of");
        Assert.False(await reader.ReadAsync(fleet.Get("x").Objective));
        release.Set();
    }

    [Fact]
    public async Task StoreThatFails_LeavesWhatIsKnown_AndIsAskedForNoOther()
    {
        ManualTime time = new();
        using SloRegistry fleet = Fleet(time, "x", "y");
        BadEventsStore store = new(_ => throw new InvalidOperationException("secret"));
        List<Exception> failures = [];
        FleetBadEventsReader reader = new(store, fleet, TimeSpan.FromSeconds(5), time) { Failed = failures.Add };

        await reader.ReadAsync([fleet.Get("x").Objective, fleet.Get("y").Objective], Moment, Cancelled);

        Assert.Equal(1, store.Reads);
        Assert.IsType<InvalidOperationException>(Assert.Single(failures));
    }

    [Fact]
    public async Task Objectives_ThatWereNotAskedForInAWhile_AreReleased()
    {
        ManualTime time = new();
        string[] names = [.. Enumerable.Range(0, FleetBadEventsReader.MostHeld + 5).Select(i => $"x{i}")];
        using SloRegistry fleet = Fleet(time, names);
        SloBadEvents kept = Kept(time);
        BadEventsStore store = new(_ => Task.FromResult<IReadOnlyList<SloBadEvents>>([kept]));
        FleetBadEventsReader reader = new(store, fleet, TimeSpan.FromSeconds(5), time);
        foreach (var name in names)
        {
            fleet.Feed(name, [new(time.GetUtcNow().AddMinutes(-1), time.GetUtcNow(), new(0, 100))], time.GetUtcNow());
            Assert.True(await reader.ReadAsync(fleet.Get(name).Objective));
            time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(names.Length, names.Count(IsKnown));
        reader.Release();
        Assert.Equal(names[^FleetBadEventsReader.MostHeld..], names.Where(IsKnown));
        time.Advance(FleetBadEventsReader.Held + TimeSpan.FromSeconds(1));
        reader.Release();
        Assert.DoesNotContain(names, IsKnown);

        bool IsKnown(string name) => fleet.Get(name).GetContributors(time.GetUtcNow().AddHours(-1), time.GetUtcNow()).BadEvents > 0;
    }

    private static SloBadEvents Kept(ManualTime time)
    {
        using SloRegistry registry = new(time);
        SloTracker tracker = registry.Add(new SloObjectiveBuilder("x").TargetPercent(90).Build());
        for (var i = 0; i < 100; i++)
        {
            tracker.Record(new SloEvent(SloOutcome.Bad) { Reason = "500" });
        }

        return tracker.CaptureBadEvents("a", TimeSpan.FromSeconds(-1));
    }

    private static SloRegistry Fleet(ManualTime time, params string[] names)
    {
        SloRegistry fleet = new(time, scope: SloScope.Fleet);
        Array.ForEach(names, name => fleet.Add(new SloObjectiveBuilder(name).TargetPercent(90).Build()));
        return fleet;
    }
}
