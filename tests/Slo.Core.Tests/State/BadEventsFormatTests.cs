using FsCheck.Xunit;
using Slo.Attribution;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.State;

[SeededProperties]
public sealed class BadEventsFormatTests
{
    [Property(MaxTest = 50)]
    public bool Bytes_OfAnyBadEvents_AreReadAsWhatTheyWere(int seed)
    {
        using World world = Filled(new Random(seed));
        SloBadEvents written = world.Tracker.CaptureBadEvents("web-1");
        var read = SloBadEvents.FromBytes(written.ToBytes());

        Assert.Equal((written.Instance, written.Since, written.Position, written.Count), (read.Instance, read.Since, read.Position, read.Count));
        Assert.Equal(written.Copy.Buckets.SelectMany(Flat), read.Copy.Buckets.SelectMany(Flat));
        Assert.Equal(written.Copy.Values, read.Copy.Values);
        Assert.Equal(written.Copy.Known, read.Copy.Known);
        Assert.Equal(written.Minutes.Start, read.Minutes.Start);
        Assert.Equal(written.Minutes.Series.SelectMany(FlatSeries), read.Minutes.Series.SelectMany(FlatSeries));
        return true;

        static IEnumerable<object> Flat(BucketCopy bucket) => [bucket.Start, bucket.End, bucket.Count, .. bucket.Events];

        static IEnumerable<object> FlatSeries(EventSeries series) => [series.Dimension, series.Value, .. series.Minutes];
    }

    // A store need not be trusted: whatever it gives, an explanation is made, or the bytes are refused.
    [Property(MaxTest = 300)]
    public bool Bytes_ThatWereChanged_AreRefusedOrHarmless(int seed)
    {
        Random random = new(seed);
        using World world = Filled(random);
        var bytes = world.Tracker.CaptureBadEvents("web-1").ToBytes();
        for (var i = 0; i <= random.Next(4); i++)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        try
        {
            var read = SloBadEvents.FromBytes(random.Next(3) == 0 ? bytes.AsSpan(0, random.Next(bytes.Length)) : bytes);
            using SloRegistry fleet = new(world.Time, scope: SloScope.Fleet);
            SloTracker tracker = fleet.Add(world.Tracker.Objective);
            fleet.Feed(tracker.Objective.Name, [new(world.Time.GetUtcNow().AddHours(-1), world.Time.GetUtcNow(), new(1_000, 500))], world.Time.GetUtcNow());
            fleet.FeedBadEvents(tracker.Objective.Name, [read]);
            _ = fleet.Get(tracker.Objective.Name).GetContributors(world.Time.GetUtcNow().AddMinutes(-5), world.Time.GetUtcNow()).Summary;
        }
        catch (Exception exception) when (exception is InvalidDataException or NotSupportedException)
        {
            return true;
        }

        return true;
    }

    // The largest numbers that are read: sums of many stay numbers.
    [Fact]
    public void ExtremeNumbers_AreRefusedOrExplained()
    {
        using World world = Filled(new Random(5));
        world.Tracker.Record(new SloEvent(SloOutcome.Bad) { Reason = "500" });
        SloBadEvents usual = world.Tracker.CaptureBadEvents("a");
        BadEvent one = usual.Copy.Buckets[^1].Events[0];
        long[] extremes = [0, 1, 1L << 40, (1L << 40) + 1, 1L << 59, long.MaxValue / 2, long.MaxValue];
        foreach (var number in extremes)
        {
            foreach (var start in (long[])[0, usual.Position, number])
            {
                BadEventsCopy copy = usual.Copy with
                {
                    Buckets = [.. Enumerable.Repeat(new BucketCopy(start, start + TimeSpan.TicksPerSecond, number, [one with { Offset = 0 }]), 4)],
                };
                EventMinutes minutes = usual.Minutes with
                {
                    Series = [.. Enumerable.Range(0, 5).Select(i => new EventSeries(4, $"{i}", [.. Enumerable.Repeat(new SloEventCounts(number, number), 60)]))],
                };
                Explain(world, () => SloBadEvents.FromBytes(new SloBadEvents("a", start, usual.Position, copy, minutes).ToBytes()));
                Explain(world, () => SloBadEvents.FromBytes(new SloBadEvents("a", number, number, copy, minutes).ToBytes()));
            }
        }
    }

    private static void Explain(World world, Func<SloBadEvents> read)
    {
        using SloRegistry fleet = new(world.Time, scope: SloScope.Fleet);
        var name = fleet.Add(world.Tracker.Objective).Objective.Name;
        DateTimeOffset now = world.Time.GetUtcNow();
        fleet.Feed(name, [new(now.AddHours(-1), now, new(1_000, 900))], now);
        try
        {
            SloBadEvents[] all = [.. Enumerable.Repeat(read(), 3)];
            fleet.FeedBadEvents(name, all);
            _ = all[0].AsOf;
            _ = fleet.Get(name).GetAlertContributors()?.Summary;
            _ = fleet.Get(name).GetContributors(now.AddMinutes(-5), now).Summary;
        }
        catch (InvalidDataException)
        {
            // Refused.
        }
    }

    [Fact]
    public void Bytes_OfALaterVersion_AreNotSupported()
    {
        using World world = new();
        var bytes = world.Tracker.CaptureBadEvents("a").ToBytes();
        bytes[0]++;
        Assert.Throws<NotSupportedException>(() => SloBadEvents.FromBytes(bytes));
        Assert.Throws<InvalidDataException>(() => SloBadEvents.FromBytes([]));
    }

    private static World Filled(Random random)
    {
        World world = new(builder => builder.GroupBy("tenant"));
        for (var i = 0; i < random.Next(40); i++)
        {
            for (var k = 0; k < random.Next(30); k++)
            {
                world.Tracker.Record(new SloEvent(random.Next(3) == 0 ? SloOutcome.Bad : SloOutcome.Good)
                {
                    Reason = Text(random),
                    Operation = Text(random),
                    Cohort = Text(random),
                    Group = Text(random),
                    Instance = random.Next(2) == 0 ? Text(random) : null,
                    RequestId = random.Next(2) == 0 ? Guid.NewGuid().ToString() : null,
                    Elapsed = random.Next(2) == 0 ? TimeSpan.FromMilliseconds(random.Next(10_000)) : null,
                });
            }

            world.After(TimeSpan.FromSeconds(random.Next(100)));
        }

        return world;
    }

    private static string? Text(Random random) => random.Next(10) switch
    {
        0 => null,
        1 => HostileText.Forged,
        var number => $"value {number}",
    };
}
