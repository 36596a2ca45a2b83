using System.Runtime.CompilerServices;

namespace Slo.Recording;

/// <summary>One counter of good and bad events: the part of a <see cref="CellBlock"/> that is its own. A field of its owner, not to be copied.</summary>
internal struct EventCells
{
    /// <summary>The cap of a cell and of a sum: half of what a long holds, so that good + bad cannot overflow.</summary>
    internal const long MaximumCount = (1L << 62) - 1;

    private readonly int _cell;
    private volatile CellBlock? _block;

    // The block's pages as last seen: saves a load on the hot path. Outdated, it only leads to the slow path, which looks again.
    private volatile long[][] _pages = [];

    internal EventCells(CellBlock block, int cell)
    {
        _block = block;
        _cell = cell;
    }

    /// <summary>Counts one event where this thread has a page already; false: it takes <see cref="Add"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly bool TryIncrement(bool good)
    {
        // The slot first: looking it up is a call, and nothing but the arguments has to survive it.
        var slot = ThreadSlot.Current;
        var pages = _pages;
        if ((uint)slot < (uint)pages.Length)
        {
            var page = pages[slot];
            var cell = _cell + (good ? 0 : 1);
            if ((uint)cell < (uint)page.Length)
            {
                // A plain add, but a visible one: the JIT may neither keep it in a register nor tear it.
                ref var count = ref page[cell];
                Volatile.Write(ref count, count + 1);
                return true;
            }
        }

        return false;
    }

    internal void Increment(bool good)
    {
        if (!TryIncrement(good))
        {
            Add(good, 1);
        }
    }

    /// <summary>Adds to a cell, up to <see cref="MaximumCount"/>; a closed counter stays as it is. False if the cap cut something off.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal bool Add(bool good, long count)
    {
        if (_block is not { } block)
        {
            return true;
        }

        ref var cell = ref block.OwnPage()[_cell + (good ? 0 : 1)];
        if (nint.Size == sizeof(long))
        {
            _pages = block.Pages;
        }

        // A 32-bit process would store a long in two halves, so it always comes here, and never sets the pages above.
        var room = Math.Max(0, MaximumCount - Volatile.Read(ref cell));
        Interlocked.Add(ref cell, Math.Min(count, room));
        return count <= room;
    }

    internal readonly SloEventCounts Sum()
    {
        if (_block is not { } block)
        {
            return default;
        }

        ulong good = 0;
        ulong bad = 0;
        foreach (var page in block.Pages)
        {
            if (page.Length > 0)
            {
                good = Math.Min(good + (ulong)Volatile.Read(ref page[_cell]), MaximumCount);
                bad = Math.Min(bad + (ulong)Volatile.Read(ref page[_cell + 1]), MaximumCount);
            }
        }

        return new SloEventCounts((long)good, (long)bad);
    }

    /// <summary>Stops counting. What was counted is given up with the cells.</summary>
    internal void Close()
    {
        _block = null;
        _pages = [];
    }
}
