using Slo.Windows;
using Xunit;

namespace Slo.Tests.Windows;

public sealed class ReadingBetweenTests
{
    [Fact]
    public void Between_OfTwoReadings_CutsExactlyToWholeEvents()
    {
        Reading later = new(100, new SloEventCounts(100, 1000));

        Assert.All(Enumerable.Range(0, 101), i => Assert.Equal(new SloEventCounts(i, 10 * i), Reading.Between(default, later, i)));
    }

    [Fact]
    public void Between_OfTheGreatestCounts_IsExact()
    {
        const long most = (1L << 62) - 1;
        Reading later = new(TimeSpan.TicksPerDay, new SloEventCounts(most, most));

        Assert.Equal(most / 2, Reading.Between(default, later, TimeSpan.TicksPerDay / 2).Good);
        Assert.Equal(most, Reading.Between(default, later, TimeSpan.TicksPerDay).Good);
        Assert.Equal(0, Reading.Between(default, later, -1).Good);
    }

    [Fact]
    public void Between_WithALiveSumThatATickOvertook_KeepsTheSlot()
    {
        Reading slot = new(10, new SloEventCounts(98, 5));

        Assert.Equal(new SloEventCounts(98, 5), Reading.Between(slot, new Reading(12, new SloEventCounts(50, 5)), 11));
    }
}
