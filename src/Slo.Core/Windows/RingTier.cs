namespace Slo.Windows;

/// <summary>
/// A ring of cumulative counts at the exact multiples of one slice width: slot b holds the counts at position b x width, whatever
/// the lateness of the tick that wrote it. One writer, any number of readers, no lock: before the first overwrite the writer
/// announces the highest slot it is going to write; a reader checks, after reading, that its slot was not among those overtaken.
/// Memory comes in chunks as time passes.
/// </summary>
internal sealed class RingTier(long width, int capacity)
{
    private const int ChunkLength = 64;

    private readonly SloEventCounts[]?[] _chunks = new SloEventCounts[(capacity + ChunkLength - 1) / ChunkLength][];

    // Boundaries up to this one lie before the first event that is counted here: all have the counts of the start.
    private long _origin = long.MinValue;
    private SloEventCounts _start;
    private long _announced = long.MinValue;
    private long _written = long.MinValue;

    internal long Width => width;

    /// <summary>The number of the newest boundary that can be read.</summary>
    internal long Newest => Volatile.Read(ref _written);

    /// <summary>The longest window that surely is still here.</summary>
    internal long Span => (capacity - 2) * width;

    internal long AllocatedBytes => 24 + (8L * _chunks.Length) + _chunks.Sum(chunk => chunk is null ? 0 : 24L + (16L * chunk.Length));

    /// <summary>See <c>SloRegistry.Prefetch</c>: the slot that is written next.</summary>
    internal long Prefetch(int level)
    {
        var slot = (_written + 1) % capacity;
        SloEventCounts[]? chunk = _chunks[slot / ChunkLength];
        return chunk is null ? _announced : level == 0 ? chunk.Length : chunk[slot % ChunkLength].Good;
    }

    /// <summary>Begins with the counts that were there before.</summary>
    internal void Begin(in Reading start)
    {
        _origin = _announced = _written = start.Position / width;
        _start = start.Counts;
    }

    /// <summary>
    /// Writes every boundary after the earlier reading up to the later one. At most one round, however far apart they are.
    /// </summary>
    /// <returns>The position of the next boundary to come.</returns>
    internal long Advance(in Reading earlier, in Reading later)
    {
        var last = later.Position / width;
        var next = Math.Max(_written + 1, last - capacity + 1);
        if (next > last)
        {
            return (last + 1) * width;
        }

        // The announcement must be seen before any overwritten slot: hence the full fence, not just a release.
        Volatile.Write(ref _announced, last);
        Interlocked.MemoryBarrier();
        for (; next <= last; next++)
        {
            Slot(next) = Reading.Between(earlier, later, next * width);
        }

        Volatile.Write(ref _written, last);
        return (last + 1) * width;
    }

    /// <summary>The number of the oldest boundary that is kept. The writer alone.</summary>
    internal long First => Math.Max(_origin + 1, _written - capacity + 1);

    /// <summary>What it holds after a position. The writer alone.</summary>
    internal TierState Capture(long since)
    {
        var first = Math.Max((since / width) + 1, First);
        var counts = new SloEventCounts[Math.Max(0, _written - first + 1)];
        for (var i = 0; i < counts.Length; i++)
        {
            var slot = (int)((first + i) % capacity);
            counts[i] = _chunks[slot / ChunkLength]![slot % ChunkLength];
        }

        return new TierState(width, first, counts);
    }

    /// <summary>Takes what another tier held, up to its last reading. Before there are readers.</summary>
    /// <param name="newest">The number of the newest boundary.</param>
    /// <param name="held">What the other one held, if it has the same width.</param>
    /// <param name="at">The counts at the boundary with a number, where that is not held.</param>
    internal void Restore(long newest, TierState? held, Func<long, SloEventCounts> at)
    {
        for (var boundary = Math.Max(_origin + 1, newest - capacity + 1); boundary <= newest; boundary++)
        {
            Slot(boundary) = held?.Has(boundary) == true ? held.Counts[boundary - held.First] : at(boundary);
        }

        _announced = _written = Math.Max(_origin, newest);
    }

    /// <summary>The counts at the boundary with this number, if it is still (and already) here.</summary>
    internal bool TryRead(long boundary, out SloEventCounts counts)
    {
        counts = _start;
        if (boundary <= _origin)
        {
            return Volatile.Read(ref _announced) - boundary < capacity;
        }

        if (boundary > Volatile.Read(ref _written))
        {
            return false;
        }

        var slot = (int)(boundary % capacity);
        counts = _chunks[slot / ChunkLength]![slot % ChunkLength];

        // The slot must be read before the announcement is; a plain read may be moved past an acquire.
        Volatile.ReadBarrier();
        return _announced - boundary < capacity;
    }

    private ref SloEventCounts Slot(long boundary)
    {
        var slot = (int)(boundary % capacity);
        SloEventCounts[] chunk = _chunks[slot / ChunkLength] ??= new SloEventCounts[Math.Min(
            ChunkLength, capacity - (slot / ChunkLength * ChunkLength))];
        return ref chunk[slot % ChunkLength];
    }
}
