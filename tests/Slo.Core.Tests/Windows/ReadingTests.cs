using Slo.Recording;
using Slo.Windows;
using Xunit;

namespace Slo.Tests.Windows;

public sealed class ReadingTests
{
    [Theory]
    [InlineData(10, 100)]
    [InlineData(12.5, 125)]
    [InlineData(19.999, 199)]
    [InlineData(20, 200)]
    [InlineData(25, 200)]
    public void Between_LiesOnTheLineCutToWholeEvents(double at, long good)
    {
        SloEventCounts counts = Reading.Between(Seconds.Reading(10, 100), Seconds.Reading(20, 200), Seconds.At(at));

        Assert.Equal(new SloEventCounts(good, 0), counts);
    }

    [Fact]
    public void Between_OfTheLargestCounts_NeverLeavesTheTwoEnds()
    {
        Reading earlier = Seconds.Reading(0, 1, 0);
        Reading later = Seconds.Reading(10, EventCells.MaximumCount, EventCells.MaximumCount);
        var last = earlier.Counts;
        for (var tick = 0L; tick <= Seconds.At(10); tick += 99_991)
        {
            SloEventCounts counts = Reading.Between(earlier, later, tick);
            Assert.InRange(counts.Good, last.Good, EventCells.MaximumCount);
            Assert.InRange(counts.Bad, last.Bad, EventCells.MaximumCount);
            last = counts;
        }
    }

    // A reader's sum may be older than the tick that overtook it.
    [Fact]
    public void Between_WithASmallerLaterCount_KeepsTheEarlierOne()
    {
        SloEventCounts counts = Reading.Between(Seconds.Reading(0, 100, 5), Seconds.Reading(10, 40, 10), Seconds.At(5));

        Assert.Equal(new SloEventCounts(100, 7), counts);
    }
}
