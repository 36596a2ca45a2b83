namespace Slo.Windows;

/// <summary>
/// A ring of cumulative counts at the exact multiples of one slice width: slot b holds the counts at position b x width, whatever
/// the lateness of the tick that wrote it. One writer, any number of readers, no lock: before the first overwrite the writer
/// announces the highest slot it is going to write; a reader checks, after reading, that its slot was not among those overtaken.
/// Memory comes in chunks as time passes.
/// </summary>
/// <remarks>
/// With a finer tier, the newest boundaries have no slots here: each is a boundary of the finer tier too, and is copied before it is
/// overwritten there. So the finer tier is advanced after this one, to the same reading.
/// </remarks>
internal sealed class RingTier
{
    private const int ChunkLength = 64;

    private readonly long _width;
    private readonly SloEventCounts[]?[] _chunks;
    private readonly RingTier? _finer;

    // How many of the newest boundaries are in the finer tier only, how many are here, and how many slots of the finer tier a slice has.
    private readonly int _lag;
    private readonly int _capacity;
    private readonly int _ratio = 1;

    // Boundaries up to this one lie before the first event that is counted here: all have the counts of the start.
    private long _origin = long.MinValue;
    private SloEventCounts _start;
    private long _announced = long.MinValue;
    private long _written = long.MinValue;

    /// <param name="width">The width of a slice in ticks.</param>
    /// <param name="capacity">How many boundaries are kept, with those in the finer tier.</param>
    /// <param name="finer">The tier that keeps the newest boundaries, if its width divides this one.</param>
    internal RingTier(long width, int capacity, RingTier? finer = null)
    {
        _width = width;
        if (finer is not null && width % finer._width == 0)
        {
            _finer = finer;
            _ratio = (int)(width / finer._width);
            _lag = (int)Math.Min(finer.Span / width, capacity - 1);
        }

        _capacity = capacity - _lag;
        _chunks = new SloEventCounts[(_capacity + ChunkLength - 1) / ChunkLength][];
    }

    internal long Width => _width;

    /// <summary>The number of the newest boundary that can be read.</summary>
    internal long Newest => _finer is null ? Volatile.Read(ref _written) : _finer.Newest / _ratio;

    /// <summary>The longest window that surely is still here.</summary>
    internal long Span => (_capacity + _lag - 2) * _width;

    internal long AllocatedBytes => 24 + (8L * _chunks.Length) + _chunks.Sum(chunk => chunk is null ? 0 : 24L + (16L * chunk.Length));

    /// <summary>See <c>SloRegistry.Prefetch</c>: the slot that is written next.</summary>
    internal long Prefetch(int level)
    {
        var slot = (_written + 1) % _capacity;
        SloEventCounts[]? chunk = _chunks[slot / ChunkLength];
        return chunk is null ? _announced : level == 0 ? chunk.Length : chunk[slot % ChunkLength].Good;
    }

    /// <summary>Begins with the counts that were there before.</summary>
    internal void Begin(in Reading start)
    {
        _origin = _announced = _written = start.Position / _width;
        _start = start.Counts;
    }

    /// <summary>
    /// Writes every boundary after the earlier reading up to the later one, except for those that the finer tier keeps. At most one
    /// round, however far apart they are.
    /// </summary>
    /// <returns>The position at which the next boundary is to be written.</returns>
    internal long Advance(in Reading earlier, in Reading later)
    {
        var last = Math.Max(_written, (later.Position / _width) - _lag);
        var next = Math.Max(_written + 1, last - _capacity + 1);
        if (next <= last)
        {
            // The announcement must be seen before any overwritten slot: hence the full fence, not just a release.
            Volatile.Write(ref _announced, last);
            Interlocked.MemoryBarrier();
            for (; next <= last; next++)
            {
                Slot(next) = _finer is not null && next * _width <= earlier.Position
                    && _finer.TryRead(next * _ratio, out SloEventCounts kept)
                    ? kept : Reading.Between(earlier, later, next * _width);
            }

            Volatile.Write(ref _written, last);
        }

        return (last + 1 + _lag) * _width;
    }

    /// <summary>The number of the oldest boundary that is kept. The writer alone.</summary>
    internal long First => Math.Max(_origin + 1, Newest - _capacity - _lag + 1);

    /// <summary>What it holds after a position. The writer alone.</summary>
    internal TierState Capture(long since)
    {
        var first = Math.Max((since / _width) + 1, First);
        var counts = new SloEventCounts[Math.Max(0, Newest - first + 1)];
        for (var i = 0; i < counts.Length; i++)
        {
            _ = TryRead(first + i, out counts[i]);
        }

        return new TierState(_width, first, counts);
    }

    /// <summary>Takes what another tier held, up to its last reading. Before there are readers, and after the finer tier.</summary>
    /// <param name="newest">The number of the newest boundary.</param>
    /// <param name="held">What the other one held, if it has the same width.</param>
    /// <param name="at">The counts at the boundary with a number, where that is not held.</param>
    internal void Restore(long newest, TierState? held, Func<long, SloEventCounts> at)
    {
        var last = Math.Max(_origin, newest - _lag);
        for (var boundary = Math.Max(_origin + 1, last - _capacity + 1); boundary <= last; boundary++)
        {
            Slot(boundary) = held?.Has(boundary) == true ? held.Counts[boundary - held.First] : at(boundary);
        }

        _announced = _written = last;
    }

    /// <summary>The counts at the boundary with this number, if it is still (and already) here.</summary>
    internal bool TryRead(long boundary, out SloEventCounts counts)
    {
        counts = _start;
        if (boundary <= _origin)
        {
            return Announced - boundary < _capacity + _lag;
        }

        if (boundary > Volatile.Read(ref _written))
        {
            return _finer is not null && TryReadFiner(boundary, out counts);
        }

        return TryReadSlot(boundary, out counts);
    }

    // Of all boundaries, those in the finer tier included.
    private long Announced => _finer is null ? Volatile.Read(ref _announced) : _finer.Announced / _ratio;

    private bool TryReadFiner(long boundary, out SloEventCounts counts)
    {
        if (_finer!.TryRead(boundary * _ratio, out counts))
        {
            return true;
        }

        // Not there yet, or overwritten since the first look, after it was copied: the copy is announced before the overwriting is.
        Volatile.ReadBarrier();
        return boundary <= Volatile.Read(ref _written) && TryReadSlot(boundary, out counts);
    }

    private bool TryReadSlot(long boundary, out SloEventCounts counts)
    {
        var slot = (int)(boundary % _capacity);
        counts = _chunks[slot / ChunkLength]![slot % ChunkLength];

        // The slot must be read before the announcement is; a plain read may be moved past an acquire.
        Volatile.ReadBarrier();
        return _announced - boundary < _capacity;
    }

    private ref SloEventCounts Slot(long boundary)
    {
        var slot = (int)(boundary % _capacity);
        SloEventCounts[] chunk = _chunks[slot / ChunkLength] ??= new SloEventCounts[Math.Min(
            ChunkLength, _capacity - (slot / ChunkLength * ChunkLength))];
        return ref chunk[slot % ChunkLength];
    }
}
