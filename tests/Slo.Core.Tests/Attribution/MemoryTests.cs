using Slo.Attribution;
using Xunit;

namespace Slo.Tests.Attribution;

/// <summary>Memory of bad events is given back.</summary>
public sealed class MemoryTests
{
    private static readonly TimeSpan Seconds = TimeSpan.FromSeconds(15);

    [Fact]
    public void Memory_FourDaysAfterTheLastBadEvent_IsThatOfAnObjectiveWithoutOne()
    {
        using World world = new();
        using World plain = new();
        Fail(world, plain, 400);
        Assert.InRange(world.Tracker.AllocatedBytes - plain.Tracker.AllocatedBytes, 8_000, 60_000);
        for (var i = 0; i < (4 * 24) - 1; i++)
        {
            Rest(world, plain);
        }

        Assert.InRange(world.Tracker.AllocatedBytes - plain.Tracker.AllocatedBytes, 8_000, 60_000);
        Rest(world, plain);
        Assert.Equal(plain.Tracker.AllocatedBytes, world.Tracker.AllocatedBytes);
        Assert.Null(world.Tracker.GetAlertContributors());

        // And begins again.
        DateTimeOffset start = world.Time.GetUtcNow();
        Fail(world, plain, 40);
        Assert.Equal(40, world.Tracker.GetContributors(start, world.Time.GetUtcNow()).BadEvents);
    }

    // Buckets of an outage have room for more than the sparse events after it need.
    [Fact]
    public void Memory_OfSparseEventsAfterAnOutage_IsThatOfSparseEvents()
    {
        SampleLadder after = new();
        SampleLadder sparse = new();
        var now = 1_000 * TimeSpan.TicksPerDay;
        for (var i = 0; i < 20_000; i++)
        {
            Record(after, now, 30);
            now += 2 * TimeSpan.TicksPerSecond;
        }

        Assert.True(after.AllocatedBytes > 100_000);
        for (var i = 0; i < 200; i++)
        {
            now += TimeSpan.TicksPerHour;
            Record(after, now, 1);
            Record(sparse, now, 1);
        }

        Assert.InRange(after.AllocatedBytes, 1, sparse.AllocatedBytes + 4_096);
        Assert.InRange(sparse.AllocatedBytes, 1, 20_480);
    }

    // docs/insight.md has the numbers.
    [Fact]
    public void Memory_OfACompactObjectiveThatAlwaysFails_IsAQuarter()
    {
        SampleLadder full = new();
        SampleLadder compact = new(isCompact: true);
        var start = 1_000 * TimeSpan.TicksPerDay;
        for (var now = start; now < start + (5 * TimeSpan.TicksPerDay); now += 2 * TimeSpan.TicksPerSecond)
        {
            Record(full, now, 20);
            Record(compact, now, 20);
        }

        Assert.InRange(full.AllocatedBytes, 150 * 1024, 280 * 1024);
        Assert.InRange(compact.AllocatedBytes, 30 * 1024, 70 * 1024);
        using World world = new(builder => builder.Compact());
        using World plain = new();
        using World none = new();
        Fail(world, none, 4_000);
        Fail(plain, none, 4_000);
        Assert.True(plain.Tracker.AllocatedBytes - world.Tracker.AllocatedBytes > 20_000);
    }

    private static void Rest(World world, World plain)
    {
        foreach (World one in (World[])[world, plain])
        {
            one.Tracker.Record(100, 0);
            one.After(TimeSpan.FromHours(1));
        }
    }

    private static void Fail(World world, World plain, int events)
    {
        for (var i = 0; i < events; i++)
        {
            world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Operation = $"GET /{i % 50}", Caller = "ios" });
            plain.Tracker.Record(good: false);
            world.After(Seconds);
            plain.After(Seconds);
        }
    }

    private static void Record(SampleLadder ladder, long now, int events)
    {
        if (ladder.IsNew(now))
        {
            ladder.Begin(now);
        }

        for (var i = 0; i < events; i++)
        {
            (SampleBucket bucket, var place) = ladder.Add();
            if (place >= 0)
            {
                bucket.Set(place, new BadEvent(default, (uint)((now - bucket.Start) / TimeSpan.TicksPerMillisecond), -1, default));
            }
        }
    }
}
