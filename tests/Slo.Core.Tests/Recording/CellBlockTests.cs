using Slo.Recording;
using Xunit;

namespace Slo.Tests.Recording;

public sealed class CellBlockTests
{
    private readonly CellBlock _block = new();

    [Fact]
    public void TryAllocate_EightCounters_GivesEachItsPair()
    {
        List<int> cells = [];
        while (_block.TryAllocate(out var cell))
        {
            cells.AddRange([cell, cell + 1]);
        }

        Assert.Equal(16, cells.Distinct().Count());
        Assert.All(cells, cell => Assert.InRange(cell, 0, _block.OwnPage().Length - 1));
    }

    [Fact]
    public void TryAllocate_WhenFull_KeepsRefusing()
    {
        while (_block.TryAllocate(out _))
        {
        }

        Assert.False(_block.TryAllocate(out _));
    }

    [Fact]
    public void OwnPage_OfOneThread_IsAlwaysTheSame() => Assert.Same(_block.OwnPage(), _block.OwnPage());

    [Fact]
    public void OwnPage_OfManyThreads_IsNeverShared()
    {
        var pages = new long[16][];
        using Barrier allAlive = new(pages.Length);
        Threads.Run(pages.Length, i =>
        {
            pages[i] = _block.OwnPage();
            allAlive.SignalAndWait();
        });

        Assert.Equal(pages.Length, pages.Distinct().Count());
        Assert.All(pages, page => Assert.Contains(page, _block.Pages));
    }

    [Fact]
    public void Cells_OfAPage_KeepACacheLineFromItsEnds()
    {
        const int Line = 64 / sizeof(long);
        _block.TryAllocate(out var first);
        var last = first;
        while (_block.TryAllocate(out var next))
        {
            last = next;
        }

        Assert.True(first >= Line);
        Assert.True(last + 1 < _block.OwnPage().Length - Line);
    }
}
