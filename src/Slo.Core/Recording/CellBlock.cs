namespace Slo.Recording;

/// <summary>
/// The cells of eight counters. Each thread that records has a page of its own with one (good, bad) pair per counter: no other
/// thread ever writes there, so an increment needs no interlocked operation, and pages are padded so that no two threads share a
/// cache line. Cells only grow; a reader sums them and may miss what is being added right now, but never sees a sum go down.
/// A cell always belongs to the same counter (a block is collected when all its counters are gone), so a late writer of a closed
/// counter cannot reach another one's count.
/// </summary>
internal sealed class CellBlock
{
    private const int Counters = 8;
    private const int Padding = 8;
    private const long ArrayHeader = 24;
    private const int PageLength = Padding + (2 * Counters) + Padding;

    private readonly Lock _gate = new();
    private int _used;

    // Index = thread slot; an empty page where a thread has none, so that one bounds check asks both "which" and "is there one".
    // Replaced when it grows; entries only ever go from empty to a page, both under the gate.
    private volatile long[][] _pages = [];

    internal long[][] Pages => _pages;

    /// <summary>A counter's part of the memory of its block, which grows with the number of recording threads.</summary>
    internal long BytesPerCounter
    {
        get
        {
            var pages = _pages;
            var used = pages.Count(page => page.Length > 0);
            return (ArrayHeader + (8L * pages.Length) + (used * (ArrayHeader + (8L * PageLength)))) / Counters;
        }
    }

    /// <summary>Hands out one more counter: its good cell; the bad one comes after it.</summary>
    internal bool TryAllocate(out int cell)
    {
        lock (_gate)
        {
            cell = Padding + (2 * _used);
            return _used++ < Counters;
        }
    }

    /// <summary>The page of the calling thread.</summary>
    internal long[] OwnPage()
    {
        var slot = ThreadSlots.Claim();
        var pages = _pages;
        return slot < pages.Length && pages[slot].Length > 0 ? pages[slot] : AddPage(slot);
    }

    private long[] AddPage(int slot)
    {
        lock (_gate)
        {
            var pages = _pages;
            if (slot >= pages.Length)
            {
                var grown = new long[Math.Max(slot + 1, 2 * pages.Length)][];
                Array.Fill(grown, []);
                pages.CopyTo(grown, 0);
                pages = grown;
            }

            if (pages[slot].Length == 0)
            {
                pages[slot] = new long[PageLength];
            }

            _pages = pages;
            return pages[slot];
        }
    }
}
