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
                _cells.TryCount(good: i % 10 != thread);
            }
        });

        Assert.Equal(new SloEventCounts(720_000, 80_000), _cells.Sum());
    }

    [Fact]
    public void Sum_OfAddAndIncrement_CountsBoth()
    {
        _cells.TryAdd(good: true, 5, out bool _);
        _cells.TryCount(good: true);
        _cells.TryCount(good: false);
        _cells.TryAdd(good: false, 7, out bool _);

        Assert.Equal(new SloEventCounts(6, 8), _cells.Sum());
    }

    [Fact]
    public void TryAdd_BeyondTwoToThe53_StaysExact()
    {
        _cells.TryAdd(good: true, 1L << 53, out bool _);
        _cells.TryCount(good: true);

        Assert.Equal((1L << 53) + 1, _cells.Sum().Good);
    }

    [Fact]
    public void TryAdd_UpToTheMaximum_Fits()
    {
        Assert.True(_cells.TryAdd(good: true, EventCells.MaximumCount, out var isCut));
        Assert.False(isCut);
        Assert.Equal(EventCells.MaximumCount, _cells.Sum().Good);
    }

    [Fact]
    public void TryAdd_BeyondTheMaximum_SaturatesAndSaysSo()
    {
        _cells.TryAdd(good: true, EventCells.MaximumCount - 1, out bool _);

        Assert.True(_cells.TryAdd(good: true, 2, out var isCut));
        Assert.True(isCut);
        Assert.Equal(EventCells.MaximumCount, _cells.Sum().Good);
    }

    [Fact]
    public void TryCount_AtTheMaximum_StaysThere()
    {
        _cells.TryAdd(good: false, EventCells.MaximumCount, out bool _);
        _cells.TryCount(good: false);

        Assert.Equal(EventCells.MaximumCount, _cells.Sum().Bad);
    }

    [Fact]
    public void Sum_OfSaturatedThreads_SaturatesAndItsTotalDoesNotOverflow()
    {
        Threads.Run(4, _ =>
        {
            _cells.TryAdd(good: true, long.MaxValue, out bool _);
            _cells.TryAdd(good: false, long.MaxValue, out bool _);
        });

        Assert.Equal(new SloEventCounts(EventCells.MaximumCount, EventCells.MaximumCount), _cells.Sum());
        Assert.Equal(2 * EventCells.MaximumCount, _cells.Sum().Total);
    }

    [Fact]
    public void Close_ThenRecord_CountsNothingAndKeepsWhatWasCounted()
    {
        _cells.TryCount(good: true);
        _cells.Close();

        Assert.False(_cells.TryCount(good: true));
        Assert.False(_cells.TryAdd(good: false, 3, out var isCut));
        Assert.False(isCut);
        Assert.Equal(new SloEventCounts(1, 0), _cells.Sum());
    }
}
