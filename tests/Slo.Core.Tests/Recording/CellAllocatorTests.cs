using Slo.Recording;
using Xunit;

namespace Slo.Tests.Recording;

public sealed class CellAllocatorTests
{
    [Fact]
    public void Allocate_ManyCounters_MixesNoCounts()
    {
        CellAllocator allocator = new();
        EventCells[] counters = [.. Enumerable.Range(0, 100).Select(_ => allocator.Allocate())];
        Threads.Run(3, _ =>
        {
            for (var i = 0; i < counters.Length; i++)
            {
                counters[i].TryAdd(good: true, i, out bool _);
                counters[i].TryCount(good: false);
            }
        });

        for (var i = 0; i < counters.Length; i++)
        {
            Assert.Equal(new SloEventCounts(3 * i, 3), counters[i].Sum());
        }
    }

    // A closed counter cannot be zeroed by others (its cells have one writer), so its cells must never be handed on.
    [Fact]
    public void Allocate_AfterClose_StartsAtZeroAndIsNotReachedByALateWriter()
    {
        CellAllocator allocator = new();
        for (var i = 0; i < 50; i++)
        {
            EventCells closed = allocator.Allocate();
            closed.TryAdd(good: true, 1_000, out bool _);
            EventCells late = closed;
            closed.Close();

            EventCells next = allocator.Allocate();
            late.TryCount(good: true);
            closed.TryCount(good: true);

            Assert.Equal(default, next.Sum());
        }
    }

    [Fact]
    public void Allocate_FromManyThreads_GivesNoCellTwice()
    {
        CellAllocator allocator = new();
        var counters = new EventCells[8 * 200];
        Threads.Run(8, thread =>
        {
            for (var i = 0; i < 200; i++)
            {
                counters[(200 * thread) + i] = allocator.Allocate();
            }
        });

        for (var i = 0; i < counters.Length; i++)
        {
            counters[i].TryCount(good: true);
        }

        Assert.All(counters, counter => Assert.Equal(new SloEventCounts(1, 0), counter.Sum()));
    }
}
