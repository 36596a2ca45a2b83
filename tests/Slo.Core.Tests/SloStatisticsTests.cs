using System.Numerics;
using FsCheck.Xunit;
using Slo.Testing;
using Xunit;

namespace Slo.Tests;

[SeededProperties]
public sealed class SloStatisticsTests
{
    [Property(MaxTest = 300)]
    public void ChanceOfAsManyBad_IsThatOfCounting(ushort a, ushort b, ushort c, ushort d)
    {
        SloEventCounts first = new(a % 60, b % 40);
        SloEventCounts second = new(c % 90, d % 40);

        Assert.Equal(Counted(first, second), SloStatistics.ChanceOfAsManyBad(first, second), 1e-10);
    }

    // Added up with binomial coefficients of whole numbers, or with logarithms of the gamma function.
    [Theory]
    [InlineData(9_900, 100, 99_500, 500, 2.835988209e-9)]
    [InlineData(999_000, 1_000, 9_990_000, 10_000, 0.504817387)]
    [InlineData(0, 10, 1_000_000, 0, 3.628600422e-54)]
    [InlineData(10, 0, 10, 0, 1)]
    [InlineData(0, 0, 10, 10, 1)]
    [InlineData(10, 10, 0, 0, 1)]
    public void ChanceOfAsManyBad_OfManyEvents_IsNear(long good, long bad, long otherGood, long otherBad, double expected)
    {
        var chance = SloStatistics.ChanceOfAsManyBad(new(good, bad), new(otherGood, otherBad));

        Assert.Equal(expected, chance, expected * 1e-7);
    }

    // All ways to choose so many of all events, and those with as many bad ones among them, or more.
    private static double Counted(SloEventCounts first, SloEventCounts second)
    {
        if (first.Total == 0 || second.Total == 0)
        {
            return 1;
        }

        var bad = (int)(first.Bad + second.Bad);
        var good = (int)(first.Good + second.Good);
        BigInteger ways = 0;
        for (var k = (int)first.Bad; k <= Math.Min(bad, first.Total); k++)
        {
            ways += Choose(bad, k) * Choose(good, (int)first.Total - k);
        }

        return Math.Exp(BigInteger.Log(ways) - BigInteger.Log(Choose(bad + good, (int)first.Total)));
    }

    private static BigInteger Choose(int n, int k)
    {
        if (k < 0 || k > n)
        {
            return 0;
        }

        BigInteger ways = 1;
        for (var i = 1; i <= k; i++)
        {
            ways = ways * (n - k + i) / i;
        }

        return ways;
    }
}
