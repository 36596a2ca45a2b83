using Slo.Polly.Chaos;
using Xunit;

namespace Slo.Polly.Tests.Chaos;

public sealed class ChaosDrawTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void Of_ManyCalls_IsSpreadEvenly(int seed)
    {
        double[] draws = [.. Enumerable.Range(0, 100_000).Select(call => ChaosDraw.Of(seed, call))];

        Assert.All(draws, draw => Assert.InRange(draw, 0, 1 - 1e-16));
        Assert.All(Enumerable.Range(0, 10), part => Assert.InRange(draws.Count(draw => (int)(draw * 10) == part), 9_500, 10_500));
        Assert.Equal(draws.Length, draws.Distinct().Count());
    }

    // A replay reads seeds that an earlier version wrote.
    [Fact]
    public void Of_AKnownSeed_IsWhatItWas() =>
        Assert.Equal([0.5079476126628779, 0.5569612817809656, 0.7706115698375554], Enumerable.Range(0, 3).Select(call => ChaosDraw.Of(7, call)));
}
