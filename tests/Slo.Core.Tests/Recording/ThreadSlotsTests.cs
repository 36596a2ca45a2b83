using Slo.Recording;
using Slo.Tests.Races;
using Xunit;

namespace Slo.Tests.Recording;

// Slots belong to the process: counting them needs a time in which no other test starts threads.
[Collection(OneAtATime.Name)]
public sealed class ThreadSlotsTests
{
    [Fact]
    public void Claim_Again_GivesTheSameSlot()
    {
        var slot = ThreadSlots.Claim();

        Assert.NotEqual(0, slot);
        Assert.Equal(slot, ThreadSlots.Claim());
        Assert.Equal(slot, ThreadSlot.Current);
    }

    // Without the lock two threads get one slot; with living threads' slots released, 60 threads share 31: both fail within 0.3 s.
    [Theory]
    [InlineData(60, 3)]
    [InlineData(8, 300)]
    public void Claim_ByThreadsAliveAtOnce_GivesEachItsOwn(int threads, int waves)
    {
        for (var wave = 0; wave < waves; wave++)
        {
            var slots = new int[threads];
            using Barrier allAlive = new(threads);
            Threads.Run(threads, i =>
            {
                slots[i] = ThreadSlots.Claim();
                allAlive.SignalAndWait();
            });

            Assert.Equal(threads, slots.Distinct().Count());
        }
    }

    // Without the release of dead threads' slots there are 600 more: fails within 0.2 s.
    [Fact]
    public void Claim_ByHundredsOfShortLivedThreads_StaysBoundedAndLosesNothing()
    {
        EventCells cells = new CellAllocator().Allocate();
        Churn(100, _ => cells.TryCount(good: true));
        var before = ThreadSlots.Count;
        Churn(600, _ => cells.TryCount(good: true));

        Assert.True(ThreadSlots.Count <= Math.Max(64, 2 * before), $"{before} slots became {ThreadSlots.Count}");
        Assert.Equal(700, cells.Sum().Good);
    }

    [Fact]
    public void Claim_OfADeadThreadsSlot_GoesOnCountingInItsCells()
    {
        EventCells cells = new CellAllocator().Allocate();
        HashSet<int> slots = [];
        Churn(300, _ =>
        {
            slots.Add(ThreadSlots.Claim());
            cells.TryAdd(good: false, 3, out bool _);
        });

        Assert.True(slots.Count < 300);
        Assert.Equal(900, cells.Sum().Bad);
    }

    private static void Churn(int threads, Action<int> body)
    {
        for (var i = 0; i < threads; i++)
        {
            Threads.Run(1, body);
        }
    }
}
