using Slo.Evaluation;
using Xunit;

namespace Slo.Tests.Evaluation;

public sealed class WilsonBoundTests
{
    // Tables of the normal distribution.
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.9, 1.2815515655)]
    [InlineData(0.95, 1.6448536270)]
    [InlineData(0.975, 1.9599639845)]
    [InlineData(0.99, 2.3263478740)]
    [InlineData(0.999, 3.0902323062)]
    [InlineData(0.9999999, 5.1993375822)]
    public void NormalQuantile_IsAsTabulated(double share, double quantile) => Assert.Equal(quantile, SloStatistics.NormalQuantile(share), 8);

    // Newcombe (1998), table I: 81 of 263 and 15 of 148 at z = 1.96.
    [Theory]
    [InlineData(182, 81, 0.2553)]
    [InlineData(133, 15, 0.0624)]
    [InlineData(20, 0, 0)]
    public void Lower_IsAsPublished(long good, long bad, double lower) => Assert.Equal(lower, WilsonBound.Lower(bad, good + bad, 1.9599639845), 4);

    [Fact]
    public void Lower_OfTheSameRatio_RisesTowardsItWithMoreEvents()
    {
        double[] bounds = [.. Enumerable.Range(0, 8).Select(power => WilsonBound.Lower(Math.Pow(10, power), 10 * Math.Pow(10, power), 1.6448536))];

        Assert.Equal(bounds.Order(), bounds);
        Assert.InRange(bounds[^1], 0.0998, 0.1);
        Assert.All(bounds, bound => Assert.InRange(bound, 0, 0.1));
    }
}
