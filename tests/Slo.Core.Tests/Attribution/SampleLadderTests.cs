using FsCheck.Xunit;
using Slo.Attribution;
using Xunit;

namespace Slo.Tests.Attribution;

public sealed class SampleLadderTests
{
    // Whatever the gaps between events: no event is lost or counted twice until it is 4 days old, and buckets stay in order.
    [Property]
    public void Totals_OfAnyGaps_AreKeptWhileBucketsAreMerged(ushort[] gaps)
    {
        SampleLadder ladder = new();
        List<long> recorded = [];
        var now = 1_000 * TimeSpan.TicksPerDay;
        foreach (var gap in gaps)
        {
            now += gap % 5 * TimeSpan.TicksPerSecond * (gap % 7 == 0 ? 600 : 3);
            Record(ladder, now);
            recorded.Add(now);
        }

        Assert.Equal(recorded.Count, ladder.Buckets.Sum(bucket => bucket.Count));
        Assert.All(ladder.Buckets, bucket =>
        {
            Assert.Equal(recorded.Count(at => at >= bucket.Start && at < bucket.End), bucket.Count);
            Assert.InRange(bucket.Sampled, Math.Min(1, bucket.Count), Math.Min(bucket.Count, SampleLadder.FineCapacity));
            foreach (BadEvent one in bucket.Events)
            {
                Assert.InRange(bucket.Start + (one.Offset * TimeSpan.TicksPerMillisecond), bucket.Start, bucket.End - 1);
            }
        });
        Assert.Equal(ladder.Buckets.Select(bucket => bucket.Start).Order(), ladder.Buckets.Select(bucket => bucket.Start));
    }

    [Fact]
    public void Memory_OfSixDaysOfEvents_IsBoundedAndOldEventsAreDropped()
    {
        SampleLadder ladder = new();
        var start = 1_000 * TimeSpan.TicksPerDay;
        for (var now = start; now < start + (6 * TimeSpan.TicksPerDay); now += 2 * TimeSpan.TicksPerSecond)
        {
            for (var i = 0; i < 30; i++)
            {
                Record(ladder, now);
            }
        }

        Assert.InRange(ladder.Buckets.Count, 40, 80);
        Assert.InRange(ladder.AllocatedBytes, 1, 280 * 1024);
        Assert.InRange(ladder.Buckets[0].Start, start + TimeSpan.TicksPerDay, start + (2 * TimeSpan.TicksPerDay) + 1);
        Assert.Equal(SampleLadder.FineCapacity, ladder.Buckets[^2].Sampled);
    }

    // 30 % of a bucket with ten times as many events as the next, 90 % of the next: merged, (0.3 * 10 + 0.9) / 11.
    [Fact]
    public void Merge_OfSampledBuckets_KeepsSharesByTheirCounts()
    {
        Dice dice = new(7);
        double hits = 0;
        double all = 0;
        for (var round = 0; round < 200; round++)
        {
            SampleBucket older = Filled(0, 10_000, 0.3, ref dice);
            SampleBucket newer = Filled(SampleLadder.Finest, 1_000, 0.9, ref dice);
            older.Merge(newer, SampleLadder.CoarseCapacity, ref dice);

            Assert.Equal((11_000, SampleLadder.CoarseCapacity), (older.Count, older.Sampled));
            all += older.Sampled;
            hits += older.Events.ToArray().Count(one => one.Values[0] == 5);
        }

        Assert.InRange(hits / all, (3.9 / 11) - 0.02, (3.9 / 11) + 0.02);
    }

    private static SampleBucket Filled(long start, int count, double share, ref Dice dice)
    {
        SampleBucket bucket = new();
        bucket.Begin(start, start + SampleLadder.Finest);
        for (var i = 0; i < count; i++)
        {
            var place = bucket.Add(SampleLadder.FineCapacity, ref dice);
            if (place >= 0)
            {
                bucket.Set(place, new BadEvent(new ValueSet(i * 7919 % 1_000 < share * 1_000 ? 5UL : 6UL), 0, -1, default));
            }
        }

        return bucket;
    }

    private static void Record(SampleLadder ladder, long now)
    {
        if (ladder.IsNew(now))
        {
            ladder.Begin(now);
        }

        (SampleBucket bucket, var place) = ladder.Add();
        if (place >= 0)
        {
            bucket.Set(place, new BadEvent(default, (uint)((now - bucket.Start) / TimeSpan.TicksPerMillisecond), -1, default));
        }
    }
}
