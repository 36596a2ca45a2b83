using Slo.Recording;
using Xunit;

namespace Slo.Tests.Recording;

public sealed class EventCellsTests
{
    private EventCells _cells = new CellAllocator().Allocate();

    [Fact]
    public void Sum_OfManyThreads_IsExact()
    {
        Threads.Run(8, thread =>
        {
            for (var i = 0; i < 100_000; i++)
            {
                _cells.Increment(good: i % 10 != thread);
            }
        });

        Assert.Equal(new SloEventCounts(720_000, 80_000), _cells.Sum());
    }

    [Fact]
    public void Sum_OfAddAndIncrement_CountsBoth()
    {
        _cells.Add(good: true, 5);
        _cells.Increment(good: true);
        _cells.Increment(good: false);
        _cells.Add(good: false, 7);

        Assert.Equal(new SloEventCounts(6, 8), _cells.Sum());
    }

    [Fact]
    public void Add_BeyondTwoToThe53_StaysExact()
    {
        _cells.Add(good: true, 1L << 53);
        _cells.Increment(good: true);

        Assert.Equal((1L << 53) + 1, _cells.Sum().Good);
    }

    [Fact]
    public void Add_UpToTheMaximum_Fits()
    {
        Assert.True(_cells.Add(good: true, EventCells.MaximumCount));
        Assert.Equal(EventCells.MaximumCount, _cells.Sum().Good);
    }

    [Fact]
    public void Add_BeyondTheMaximum_SaturatesAndSaysSo()
    {
        _cells.Add(good: true, EventCells.MaximumCount - 1);

        Assert.False(_cells.Add(good: true, 2));
        Assert.Equal(EventCells.MaximumCount, _cells.Sum().Good);
    }

    [Fact]
    public void Increment_AtTheMaximum_StaysThere()
    {
        _cells.Add(good: false, EventCells.MaximumCount);
        _cells.Increment(good: false);

        Assert.Equal(EventCells.MaximumCount, _cells.Sum().Bad);
    }

    [Fact]
    public void Sum_OfSaturatedThreads_SaturatesAndItsTotalDoesNotOverflow()
    {
        Threads.Run(4, _ =>
        {
            _cells.Add(good: true, long.MaxValue);
            _cells.Add(good: false, long.MaxValue);
        });

        Assert.Equal(new SloEventCounts(EventCells.MaximumCount, EventCells.MaximumCount), _cells.Sum());
        Assert.Equal(2 * EventCells.MaximumCount, _cells.Sum().Total);
    }

    [Fact]
    public void Close_ThenRecord_CountsNothing()
    {
        _cells.Increment(good: true);
        _cells.Close();
        _cells.Increment(good: true);

        Assert.True(_cells.Add(good: false, 3));
        Assert.Equal(default, _cells.Sum());
    }
}
