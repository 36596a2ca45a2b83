using Slo.Hosting.Fleet;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Fleet;

/// <summary>What waits for a store that is away is bounded, and loses nothing.</summary>
public sealed class FleetBacklogTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly ManualTime _time = new();

    [Fact]
    public void Backlog_OfADay_IsBounded_AndHasEveryEventInItsPlace()
    {
        FleetBacklog backlog = new(Known(TimeSpan.Zero), Interval);
        List<(DateTimeOffset At, long Good)> counted = [];
        for (var i = 0; i < 43_200; i++)
        {
            counted.Add((_time.GetUtcNow(), i % 7));
            Add(backlog, i % 7);
        }

        Assert.InRange(backlog.Count, 1, FleetBacklog.Capacity + 1);
        List<SloFleetSlice> published = PublishAll(backlog);

        Assert.Equal(counted.Sum(one => one.Good), published.Sum(Good));
        for (var i = 0; i < published.Count; i++)
        {
            Assert.True(published[i].To > published[i].From && (i == 0 || published[i].From >= published[i - 1].To), $"{i} is in order");
            Assert.Equal(counted.Where(one => one.At >= published[i].From && one.At < published[i].To).Sum(one => one.Good), Good(published[i]));
        }

        // What is recent is as fine as it was.
        Assert.Equal(Interval, published[^1].To - published[^1].From);
    }

    [Fact]
    public void Backlog_OfManyObjectives_IsBoundedByTheirCounts()
    {
        FleetBacklog backlog = new(Known(TimeSpan.Zero), Interval);
        long counted = 0;
        for (var i = 0; i < 200; i++)
        {
            var from = _time.GetTimestamp();
            _time.Advance(Interval);
            backlog.Add(from, _time.GetTimestamp(), [.. Enumerable.Range(0, 10_000).Select(o => new SloFleetCounts($"o{o}", "key", new(1, 0)))]);
            counted += 10_000;
        }

        List<SloFleetSlice> published = PublishAll(backlog);
        Assert.InRange(published.Sum(slice => slice.Counts.Count), 10_000, FleetBacklog.MostCounts + 10_000);
        Assert.Equal(counted, published.Sum(Good));
    }

    [Fact]
    public void Clock_OfTheStoreThatIsSetBack_IsNoticedWhenNothingIsUnderWay()
    {
        FleetClock clock = Known(TimeSpan.FromMinutes(5));
        FleetBacklog backlog = new(clock, Interval);
        Add(backlog, 1);
        backlog.Next();
        _time.Advance(TimeSpan.FromMinutes(2));
        clock.Adjust(_time.GetTimestamp(), _time.GetTimestamp(), _time.GetUtcNow());
        Assert.False(backlog.IsAhead);

        backlog.Published();
        Assert.True(backlog.IsAhead);
        backlog.Restart();
        Add(backlog, 2);

        Assert.Equal(FleetGrid.Round(_time.GetUtcNow(), Interval), Assert.Single(backlog.Next()).To);
        Assert.False(backlog.IsAhead);
    }

    [Fact]
    public void Slices_ThatWereSent_StayTheSameUntilTheyArePublished()
    {
        FleetClock clock = Known(TimeSpan.Zero);
        FleetBacklog backlog = new(clock, Interval);
        Add(backlog, 1);
        Add(backlog, 2);
        IReadOnlyList<SloFleetSlice> first = backlog.Next();
        clock.Adjust(_time.GetTimestamp(), _time.GetTimestamp(), _time.GetUtcNow().AddMinutes(5));
        Add(backlog, 3);

        IReadOnlyList<SloFleetSlice> again = backlog.Next();

        Assert.Equal(first, again.Take(2));
        Assert.True(again[2].From >= again[1].To);
        backlog.Published();
        Assert.Empty(backlog.Next());
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public void Slices_AreByTheClockOfTheStore_AlsoThoseFromBeforeItWasKnown(int minutes)
    {
        FleetClock clock = new(_time);
        FleetBacklog backlog = new(clock, Interval);
        DateTimeOffset start = _time.GetUtcNow();
        Add(backlog, 1);
        clock.Adjust(_time.GetTimestamp(), _time.GetTimestamp(), _time.GetUtcNow().AddMinutes(minutes));

        SloFleetSlice slice = Assert.Single(backlog.Next());

        Assert.Equal((start.AddMinutes(minutes), start.AddMinutes(minutes) + Interval), (slice.From, slice.To));
    }

    [Fact]
    public void Clock_TakesTheFastestAnswer()
    {
        FleetClock clock = new(_time);
        var sent = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromMilliseconds(2));
        clock.Adjust(sent, _time.GetTimestamp(), _time.GetUtcNow().AddMinutes(1));
        DateTimeOffset now = clock.Now;
        sent = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(4));
        clock.Adjust(sent, _time.GetTimestamp(), _time.GetUtcNow().AddMinutes(1));

        Assert.Equal(now.AddSeconds(4), clock.Now);
        _time.Advance(TimeSpan.FromMinutes(2));
        clock.Adjust(_time.GetTimestamp(), _time.GetTimestamp(), _time.GetUtcNow().AddMinutes(3));
        Assert.Equal(_time.GetUtcNow().AddMinutes(3), clock.Now);
    }

    private FleetClock Known(TimeSpan lead)
    {
        FleetClock clock = new(_time);
        clock.Adjust(_time.GetTimestamp(), _time.GetTimestamp(), _time.GetUtcNow() + lead);
        return clock;
    }

    private void Add(FleetBacklog backlog, long good)
    {
        var from = _time.GetTimestamp();
        _time.Advance(Interval);
        backlog.Add(from, _time.GetTimestamp(), good == 0 ? [] : [new SloFleetCounts("x", "key", new SloEventCounts(good, 0))]);
    }

    private static long Good(SloFleetSlice slice) => slice.Counts.Sum(counts => counts.Events.Good);

    private static List<SloFleetSlice> PublishAll(FleetBacklog backlog)
    {
        List<SloFleetSlice> published = [];
        while (backlog.Next() is { Count: > 0 } next)
        {
            Assert.InRange(next.Count, 1, FleetBacklog.BatchSize);
            published.AddRange(next);
            backlog.Published();
        }

        return published;
    }
}
