using System.Numerics;
using FsCheck.Xunit;
using Slo.Attribution;
using Xunit;

namespace Slo.Tests.Attribution;

public sealed class SearchStatisticsTests
{
    [Property]
    public void Fisher_OfSmallTables_IsTheShareOfAllArrangements(byte a, byte b, byte c, byte d)
    {
        var (nowTotal, beforeTotal) = (1 + (a % 30), 1 + (b % 30));
        var (now, before) = (c % (nowTotal + 1), d % (beforeTotal + 1));
        BigInteger hits = 0;
        for (var k = now; k <= Math.Min(nowTotal, now + before); k++)
        {
            hits += Choose(nowTotal, k) * Choose(beforeTotal, now + before - k);
        }

        var expected = (double)hits / (double)Choose(nowTotal + beforeTotal, now + before);
        Assert.Equal(expected, new FisherTest(64).PValue(now, nowTotal, before, beforeTotal), 9);
    }

    [Property]
    public void Threshold_OfAnyPValues_IsTheLargestThatTheProcedureAccepts(byte[] numbers)
    {
        double[] pValues = [.. numbers.Select(number => number / 255.0)];
        double[] sorted = [.. pValues.Order()];
        var accepted = sorted.Where((value, i) => value <= 0.2 * (i + 1) / sorted.Length).DefaultIfEmpty(-1).Max();

        Assert.Equal(accepted, FalseDiscovery.Threshold(pValues, 0.2));
    }

    [Fact]
    public void Onset_OfARise_IsTheBucketInWhichItBegan()
    {
        BucketCopy[] buckets = [.. Enumerable.Range(0, 100).Select(i =>
            new BucketCopy(i * SampleLadder.Finest, (i + 1) * SampleLadder.Finest, i < 70 ? 3 : 30, []))];

        Assert.Equal(70 * SampleLadder.Finest, Onset.Find(new(buckets, [], []), 0, 80 * SampleLadder.Finest, 100 * SampleLadder.Finest, TimeSpan.TicksPerHour));
    }

    [Fact]
    public void Onset_OfConstantNoise_IsTheTimeAskedFor()
    {
        BucketCopy[] buckets = [.. Enumerable.Range(0, 100).Select(i =>
            new BucketCopy(i * SampleLadder.Finest, (i + 1) * SampleLadder.Finest, 3 + (i % 2), []))];

        long[] times = [30 * SampleLadder.Finest, 81 * SampleLadder.Finest];
        Assert.Equal([7, times[1]], times.Select(from => Onset.Find(new(buckets, [], []), 7, from, 100 * SampleLadder.Finest, TimeSpan.TicksPerHour)));
        Assert.Equal(5, Onset.Find(BadEventsCopy.Empty, 0, 5, 9, TimeSpan.TicksPerHour));
    }

    // The first bad events of all: that there were none before is known too.
    [Theory]
    [InlineData(0, 70)]
    [InlineData(70, 70)]
    public void Onset_OfTheFirstBadEvents_IsTheirFirstBucket(int since, int expected)
    {
        BucketCopy[] buckets = [.. Enumerable.Range(70, 30).Select(i =>
            new BucketCopy(i * SampleLadder.Finest, (i + 1) * SampleLadder.Finest, 5, []))];

        Assert.Equal(expected * SampleLadder.Finest, Onset.Find(
            new(buckets, [], []), since * SampleLadder.Finest, 90 * SampleLadder.Finest, 100 * SampleLadder.Finest, TimeSpan.TicksPerHour));
    }

    // Old buckets are wide. The one at the edge of what is looked at counts with its time: without it, that time has no bad event.
    [Fact]
    public void Onset_OfConstantNoiseInWideBuckets_IsNone()
    {
        var minute = TimeSpan.TicksPerMinute;
        BucketCopy[] wide = [.. Enumerable.Range(0, 12).Select(i => new BucketCopy(i * 21 * minute, (i + 1) * 21 * minute, 21 * 15, []))];
        var from = wide[^1].End - minute;
        foreach (var shift in Enumerable.Range(0, 21))
        {
            Assert.Equal(from - (shift * minute), Onset.Find(new(wide, [], []), -TimeSpan.TicksPerDay, from - (shift * minute), wide[^1].End, TimeSpan.TicksPerHour));
        }
    }

    private static BigInteger Choose(int n, int k)
    {
        if (k < 0 || k > n)
        {
            return 0;
        }

        BigInteger result = 1;
        for (var i = 1; i <= k; i++)
        {
            result = result * (n - k + i) / i;
        }

        return result;
    }
}
