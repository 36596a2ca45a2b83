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

    [Fact]
    public void Claim_ByThreadsAliveAtOnce_GivesEachItsOwn()
    {
        var slots = new int[60];
        using Barrier allAlive = new(slots.Length);
        Threads.Run(slots.Length, i =>
        {
            slots[i] = ThreadSlots.Claim();
            allAlive.SignalAndWait();
        });

        Assert.Equal(slots.Length, slots.Distinct().Count());
    }

    // Without the release of dead threads' slots: 600 slots more.
    [Fact]
    public void Claim_ByHundredsOfShortLivedThreads_StaysBoundedAndLosesNothing()
    {
        EventCells cells = new CellAllocator().Allocate();
        Churn(100, _ => cells.Increment(good: true));
        var before = ThreadSlots.Count;
        Churn(600, _ => cells.Increment(good: true));

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
            cells.Add(good: false, 3);
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
