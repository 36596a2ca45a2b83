using System.Runtime.CompilerServices;

namespace Slo.Windows;

/// <summary>
/// The history of one pair of cumulative counts, fine for the recent past and coarser further back. A window costs the
/// difference of two readings, whatever its length. One writer, any number of readers.
/// </summary>
internal sealed class CumulativeRing
{
    private readonly RingTier[] _tiers;
    private readonly Reading _begin;
    private readonly SliceGrid? _slices;

    // From here on, no slice has time before the beginning.
    private readonly long _plainFrom;

    // Where the next boundary of each tier lies: a tick that passes none touches no tier.
    private readonly long[] _due;

    // The reading of the last tick; its counts are the writer's own.
    private long _lastPosition;
    private SloEventCounts _lastCounts;

    /// <param name="tiers">The finest first.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="slices">Where slices end, of counts that change only there; null: they change at any time.</param>
    internal CumulativeRing(RingTier[] tiers, in Reading start, SliceGrid? slices = null)
    {
        _tiers = tiers;
        _begin = start;
        _slices = slices;
        _plainFrom = start.Position + tiers[^1].Width;
        _due = new long[tiers.Length];
        (_lastPosition, _lastCounts) = (start.Position, start.Counts);
        foreach (RingTier tier in tiers)
        {
            tier.Begin(start);
        }
    }

    /// <summary>Continues from the state of another ring, which may have other tiers.</summary>
    /// <param name="tiers">The finest first.</param>
    /// <param name="state">What the other ring held.</param>
    /// <param name="slices">As for the other ring.</param>
    internal CumulativeRing(RingTier[] tiers, RingState state, SliceGrid? slices = null)
        : this(tiers, state.Begin, slices)
    {
        CumulativeRing? old = null;
        Reading last = state.Last;
        foreach (RingTier tier in tiers)
        {
            TierState? same = state.Tiers.FirstOrDefault(held => held.Width == tier.Width);
            tier.Restore(last.Position / tier.Width, same, boundary => Old().At(boundary * tier.Width, last));
        }

        (_lastPosition, _lastCounts) = (last.Position, last.Counts);

        // Where the layout is another one.
        CumulativeRing Old() => old ??= Rebuilt(state, slices);
    }

    // The other ring, for the counts at boundaries that only this one has. Nothing follows its last boundary: it needs room for one
    // more.
    private static CumulativeRing Rebuilt(RingState state, SliceGrid? slices)
    {
        RingTier[] tiers =
        [
            .. state.Tiers.Select(held => new RingTier(held.Width, Math.Max(1, held.Counts.Length) + (state.ReachesBegin(held) ? 2 : 0))),
        ];
        CumulativeRing ring = new(tiers, state.Begin, slices) { _lastPosition = state.Last.Position, _lastCounts = state.Last.Counts };
        foreach ((RingTier tier, TierState held) in tiers.Zip(state.Tiers))
        {
            tier.Restore(held.Newest, held, _ => state.Begin.Counts);
        }

        return ring;
    }

    /// <summary>The position of the last reading. Any thread.</summary>
    internal long LastPosition => Volatile.Read(ref _lastPosition);

    /// <summary>Where it began.</summary>
    internal Reading Begin => _begin;

    /// <summary>The position from which on its counts are known. The writer alone.</summary>
    internal long KnownSince => KeepsBegin || _tiers[^1].First > _tiers[^1].Newest ? _begin.Position : _tiers[^1].First * _tiers[^1].Width;

    /// <summary>Whether nothing was overwritten yet that no coarser slot has. The writer alone.</summary>
    internal bool KeepsBegin => _tiers[^1].First <= (_begin.Position / _tiers[^1].Width) + 1;

    /// <summary>The last reading. The writer alone.</summary>
    internal Reading Last => new(_lastPosition, _lastCounts);

    internal long AllocatedBytes => _tiers.Sum(tier => tier.AllocatedBytes);

    /// <summary>What it holds after a position. The writer alone.</summary>
    internal RingState Capture(long since = long.MinValue) =>
        new(_begin, Last, [.. _tiers.Select(tier => tier.Capture(since))]);

    /// <summary>See <c>SloRegistry.Prefetch</c>. Of the tiers the finest, which an evaluation writes, and those in which the next one
    /// passes a boundary.</summary>
    internal long Prefetch(int level)
    {
        if (level == 0)
        {
            return _lastPosition + _begin.Position + _tiers.Length + _due.Length;
        }

        level = Math.Min(level - 1, 1);
        var read = _due[0] + _tiers[0].Prefetch(level);
        for (var i = 1; i < _due.Length && _due[i] - _lastPosition <= _tiers[0].Width; i++)
        {
            read += _tiers[i].Prefetch(level);
        }

        return read;
    }

    /// <summary>The same for the old edge of a window, which has moved on to the next slot.</summary>
    internal long PrefetchEdge(long window) =>
        _tiers[0].TryRead(((_lastPosition - window) / _tiers[0].Width) + 2, out SloEventCounts counts) ? counts.Good : 0;

    internal void Advance(in Reading now)
    {
        // The coarsest first: it copies what the finer one overwrites.
        for (var i = _due.Length - 1; i >= 0; i--)
        {
            if (now.Position >= _due[i])
            {
                _due[i] = _tiers[i].Advance(new Reading(_lastPosition, _lastCounts), now);
            }
        }

        _lastCounts = now.Counts;
        Volatile.Write(ref _lastPosition, now.Position);
    }

    /// <summary>The events counted in the last <paramref name="window"/> ticks before a reading.</summary>
    internal SloEventCounts Window(in Reading now, long window) => Difference(now.Counts, At(now.Position - window, now, window));

    /// <summary>The same for the writer, who keeps the edge from one reading to the next.</summary>
    internal SloEventCounts Window(in Reading now, long window, ref WindowEdge edge)
    {
        var position = now.Position - window;
        return edge.Covers(position) || TryFind(position, out edge)
            ? Difference(now.Counts, _slices is null ? edge.At(position, window) : AtSlice(edge, position, window))
            : Window(now, window);
    }

    /// <summary>The same for events alone.</summary>
    internal SloEventCounts Window(in Reading now, long window, ref KeptEdge edge)
    {
        var position = now.Position - window;
        if (!edge.Covers(position))
        {
            edge = FindEdge(position, window, now);
        }

        return edge.Since(position, now.Counts);
    }

    /// <summary>The same for many windows.</summary>
    internal void Windows(in Reading now, ReadOnlySpan<long> lengths, Span<KeptEdge> edges, Span<SloEventCounts> into)
    {
        if (!KeptEdge.TryRead(edges, now, lengths, into))
        {
            for (var i = 0; i < lengths.Length; i++)
            {
                into[i] = Window(now, lengths[i], ref edges[i]);
            }
        }
    }

    // Of a window that no slice answers, or of too many events, an edge that is found again by the next reading.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private KeptEdge FindEdge(long position, long window, in Reading now) => TryFind(position, out WindowEdge found)
        ? KeptEdge.In(found, window, position)
        : KeptEdge.Of(At(position, now, window));

    /// <summary>What was counted since the end of the finest slice around a position, and in that slice.</summary>
    /// <param name="position">The position.</param>
    /// <param name="now">Where it ends.</param>
    /// <param name="excluded">What in between does not count.</param>
    /// <param name="before">The counts at the position and those around it, if they are known better; else as the slices have them.</param>
    internal (SloEventCounts Since, SloEventCounts Slice) Around(
        long position, in Reading now, IReadOnlyList<(long From, long To)> excluded,
        (SloEventCounts Counts, SloEventCounts Slice)? before)
    {
        (SloEventCounts since, SloEventCounts slice) = before is { } known
            ? (Difference(now.Counts, known.Counts), known.Slice) : Around(position, now);
        foreach ((long from, long to) in excluded)
        {
            since = Difference(since, Difference(At(to, now), At(from, now)));
        }

        return (since, slice);
    }

    private (SloEventCounts Since, SloEventCounts Slice) Around(long position, in Reading now)
    {
        if (TryFind(position, out WindowEdge edge))
        {
            return (Difference(now.Counts, edge.AtEnd), Difference(edge.AtEnd, edge.AtStart));
        }

        RingTier finest = _tiers[0];
        return finest.TryRead(Math.Min(position / finest.Width, finest.Newest), out SloEventCounts newest)
            ? (default, Difference(now.Counts, newest))
            : (Difference(now.Counts, Oldest(now)), default);
    }

    /// <summary>The cumulative counts at a position, as seen from a reading at or after it.</summary>
    internal SloEventCounts At(long position, in Reading now) => At(position, now, now.Position - position);

    /// <summary>The same for a chart, whose steps may be shorter than a slice: evenly divided inside it.</summary>
    internal SloEventCounts InterpolatedAt(long position, in Reading now) => At(position, now, 0);

    /// <summary>Whether a position lies on a boundary, or is now: its counts were read, and are not interpolated.</summary>
    internal bool IsExactAt(long position, in Reading now) =>
        position >= now.Position || (TryFind(position, out WindowEdge edge)
            ? edge.Start == position || edge.AtStart == edge.AtEnd
            : position % _tiers[0].Width == 0);

    /// <summary>The width of the slice around a position; 0 where there is none: at now, or before the beginning.</summary>
    internal long SliceAt(long position, in Reading now) =>
        position < now.Position && TryFind(position, out WindowEdge edge) ? edge.Length : 0;

    /// <summary>Later minus earlier; never negative, even where a live sum was overtaken by a tick.</summary>
    internal static SloEventCounts Difference(SloEventCounts later, SloEventCounts earlier) =>
        new(Math.Max(0, later.Good - earlier.Good), Math.Max(0, later.Bad - earlier.Bad));

    private SloEventCounts At(long position, in Reading now, long window)
    {
        if (position >= now.Position)
        {
            return now.Counts;
        }

        if (TryFind(position, out WindowEdge edge))
        {
            return _slices is null ? edge.At(position, window) : AtSlice(edge, position, window);
        }

        // After the newest boundary, which may be long ago if the tick is late: between it and now. Or older than everything kept.
        foreach (RingTier tier in _tiers)
        {
            var boundary = Math.Min(position / tier.Width, tier.Newest);
            if (tier.TryRead(boundary, out SloEventCounts counts))
            {
                Reading earlier = boundary * tier.Width > _begin.Position ? new(boundary * tier.Width, counts) : _begin;
                return _slices is null ? Reading.Between(earlier, now, position) : _slices.Between(earlier, now, position);
            }
        }

        return Oldest(now);
    }

    // Out of line: what it needs on the stack would cost every window of events.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private SloEventCounts AtSlice(in WindowEdge edge, long position, long window) => edge.At(position, window, _slices!);

    /// <summary>The finest slice around a position of which both ends are here.</summary>
    private bool TryFind(long position, out WindowEdge edge)
    {
        foreach (RingTier tier in _tiers)
        {
            var boundary = position / tier.Width;
            if (tier.TryRead(boundary, out SloEventCounts start) && tier.TryRead(boundary + 1, out SloEventCounts end))
            {
                edge = new WindowEdge(boundary * tier.Width, tier.Width, start, end);
                return position >= _plainFrom || SplitAtBegin(ref edge, position);
            }
        }

        edge = default;
        return false;
    }

    // Out of line: few windows reach back to it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool SplitAtBegin(ref WindowEdge edge, long position) =>
        !edge.Covers(_begin.Position) || (edge = edge.SplitAt(_begin, position)).Covers(position);

    // Definitions do not let a window get here.
    private SloEventCounts Oldest(in Reading now)
    {
        RingTier coarsest = _tiers[^1];
        for (var boundary = (now.Position - coarsest.Span) / coarsest.Width; boundary * coarsest.Width <= now.Position; boundary++)
        {
            if (coarsest.TryRead(boundary, out SloEventCounts counts))
            {
                return counts;
            }
        }

        return now.Counts;
    }
}
