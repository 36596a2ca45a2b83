using System.Runtime.CompilerServices;

namespace Slo.Recording;

/// <summary>
/// One counter of good and bad events: the part of a <see cref="CellBlock"/> that is its own. A field of its owner, not to be copied.
/// </summary>
internal struct EventCells
{
    /// <summary>The cap of a cell and of a sum: half of what a long holds, so that good + bad cannot overflow.</summary>
    internal const long MaximumCount = (1L << 62) - 1;

    private readonly int _cell;
    private readonly CellBlock _block;
    private volatile bool _isClosed;

    // The block's pages as last seen: saves a load on the hot path. Outdated, it only leads to the slow path, which looks again.
    private volatile long[][] _pages = [];

    internal EventCells(CellBlock block, int cell)
    {
        _block = block;
        _cell = cell;
    }

    /// <summary>
    /// Counts one event where this thread has a page already; false: it takes <see cref="TryAdd(bool, long, out bool)"/>.
    /// </summary>
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

    /// <summary>Counts one event; false: the counter is closed and nothing was counted.</summary>
    internal bool TryCount(bool good) => TryIncrement(good) || TryAdd(good, 1, out _);

    /// <summary>Adds to a cell, up to <see cref="MaximumCount"/>. False: the counter is closed and nothing was counted.</summary>
    /// <param name="good">Which cell.</param>
    /// <param name="count">How many, at least 0.</param>
    /// <param name="isCut">Whether the cap cut something off.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal bool TryAdd(bool good, long count, out bool isCut)
    {
        isCut = false;
        if (_isClosed)
        {
            return false;
        }

        ref var cell = ref _block.OwnPage()[_cell + (good ? 0 : 1)];

        // A 32-bit process would store a long in two halves, so it always comes here, and never sets the pages.
        if (nint.Size == sizeof(long) && _pages != _block.Pages)
        {
            PublishPages();
        }

        var room = Math.Max(0, MaximumCount - Volatile.Read(ref cell));
        Interlocked.Add(ref cell, Math.Min(count, room));
        isCut = count > room;
        return true;
    }

    /// <summary>What was counted, also after <see cref="Close"/>: no reader ever sees it fall.</summary>
    internal readonly SloEventCounts Sum()
    {
        ulong good = 0;
        ulong bad = 0;
        foreach (var page in _block.Pages)
        {
            if (page.Length > 0)
            {
                good = Math.Min(good + (ulong)Volatile.Read(ref page[_cell]), MaximumCount);
                bad = Math.Min(bad + (ulong)Volatile.Read(ref page[_cell + 1]), MaximumCount);
            }
        }

        return new SloEventCounts((long)good, (long)bad);
    }

    /// <summary>See <c>SloRegistry.Prefetch</c>.</summary>
    internal readonly long Prefetch(int level)
    {
        long read = _block.Pages.Length;
        if (level > 0)
        {
            foreach (var page in _block.Pages)
            {
                read += page.Length;
            }
        }

        return read;
    }

    /// <summary>Its part of the memory of its block.</summary>
    internal readonly long AllocatedBytes => _block.BytesPerCounter;

    /// <summary>Stops counting. Only an event that another thread is counting at this very moment may still come in.</summary>
    internal void Close()
    {
        _isClosed = true;
        _pages = [];
    }

    // Close may have emptied the pages since the check of _isClosed. It sets _isClosed first; the fence keeps the second look behind
    // our own store. So either Close empties the pages after us, or we see that it was there and empty them ourselves.
    internal void PublishPages()
    {
        _pages = _block.Pages;
        Interlocked.MemoryBarrier();
        if (_isClosed)
        {
            _pages = [];
        }
    }
}
