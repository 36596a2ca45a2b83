using Slo.Windows;
using Xunit;

namespace Slo.Tests.Windows;

public sealed class ObservationTests
{
    private readonly Observation _observation = new(origin: 1_000);

    [Theory]
    [InlineData(1_000, 2_000, 1)]
    [InlineData(0, 2_000, 0.5)]
    [InlineData(0, 1_000, 0)]
    [InlineData(0, 500, 0)]
    [InlineData(1_500, 1_500, 1)]
    [InlineData(900, 900, 0)]
    public void Coverage_WithoutGaps_IsWhatLiesAfterTheOrigin(long from, long to, double coverage) =>
        Assert.Equal(coverage, _observation.Coverage(from, to));

    [Theory]
    [InlineData(1_000, 2_000, 0.7)]
    [InlineData(1_200, 1_300, 0)]
    [InlineData(1_250, 1_450, 0.25)]
    [InlineData(1_400, 1_500, 1)]
    public void Coverage_WithAGap_LosesTheGap(long from, long to, double coverage)
    {
        _observation.AddGap(1_100, 1_400);

        Assert.Equal(coverage, _observation.Coverage(from, to), 12);
    }

    [Fact]
    public void IsObserved_OnlyInsideAGap_IsFalse()
    {
        _observation.AddGap(1_100, 1_400);

        Assert.False(_observation.IsObserved(1_100, 1_400));
        Assert.True(_observation.IsObserved(1_100, 1_401));
    }

    [Fact]
    public void AddGap_Thousands_StaysBoundedAndErrsOnTheLowSide()
    {
        for (var i = 0; i < 5_000; i++)
        {
            _observation.AddGap(10_000 + (10 * i), 10_000 + (10 * i) + 1);
        }

        var coverage = _observation.Coverage(10_000, 60_000);
        Assert.InRange(coverage, 0, 0.9);
        Assert.Equal(0.9, _observation.Coverage(60_000 - 600, 60_000), 12);
    }
}
