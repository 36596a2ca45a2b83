using Slo.Windows;
using Xunit;

namespace Slo.Tests.Windows;

public sealed class WindowEdgeTests
{
    private static readonly WindowEdge Edge = new(Seconds.At(60), Seconds.At(60), new(100, 10), new(160, 40));

    [Theory]
    [InlineData(59.9999999, false)]
    [InlineData(60, true)]
    [InlineData(119.9999999, true)]
    [InlineData(120, false)]
    public void Covers_FromItsStartUpToItsEnd(double at, bool covers) => Assert.Equal(covers, Edge.Covers(Seconds.At(at)));

    [Fact]
    public void Covers_OfNoEdgeYet_IsNothing() => Assert.False(default(WindowEdge).Covers(0));

    [Theory]
    [InlineData(60, 100, 10)]
    [InlineData(90, 130, 25)]
    [InlineData(119, 159, 39)]
    public void At_InAShortWindow_IsInterpolated(double at, long good, long bad) =>
        Assert.Equal(new SloEventCounts(good, bad), Edge.At(Seconds.At(at), Seconds.At(3_600)));

    // At 1,000 slices and more, whole events that were really counted are worth more than a fraction of a slice.
    [Theory]
    [InlineData(59_999, 130)]
    [InlineData(60_000, 100)]
    public void At_InAWindowOfAThousandSlices_LiesOnTheSlicesStart(double window, long good) =>
        Assert.Equal(good, Edge.At(Seconds.At(90), Seconds.At(window)).Good);
}
