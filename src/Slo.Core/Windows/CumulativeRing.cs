namespace Slo.Windows;

/// <summary>
/// The history of one pair of cumulative counts, fine for the recent past and coarser further back. A window costs the
/// difference of two readings, whatever its length. One writer, any number of readers.
/// </summary>
internal sealed class CumulativeRing
{
    private readonly RingTier[] _tiers;

    // Where the next boundary of each tier lies: a tick that passes none touches no tier.
    private readonly long[] _due;

    // The reading of the last tick: the writer's own.
    private Reading _last;

    internal CumulativeRing(RingTier[] tiers, in Reading start)
    {
        _tiers = tiers;
        _due = new long[tiers.Length];
        _last = start;
        foreach (RingTier tier in tiers)
        {
            tier.Begin(start);
        }
    }

    internal long AllocatedBytes => _tiers.Sum(tier => tier.AllocatedBytes);

    internal void Advance(in Reading now)
    {
        for (var i = 0; i < _due.Length; i++)
        {
            if (now.Position >= _due[i])
            {
                _due[i] = _tiers[i].Advance(_last, now);
            }
        }

        _last = now;
    }

    /// <summary>The events counted in the last <paramref name="window"/> ticks before a reading.</summary>
    internal SloEventCounts Window(in Reading now, long window) => Difference(now.Counts, At(now.Position - window, now, window));

    /// <summary>The same for the writer, who keeps the edge from one reading to the next.</summary>
    internal SloEventCounts Window(in Reading now, long window, ref WindowEdge edge)
    {
        var position = now.Position - window;
        if (!edge.Covers(position) && !TryFind(position, out edge))
        {
            return Window(now, window);
        }

        return Difference(now.Counts, edge.At(position, window));
    }

    /// <summary>The cumulative counts at a position, as seen from a reading at or after it.</summary>
    internal SloEventCounts At(long position, in Reading now) => At(position, now, now.Position - position);

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
            return edge.At(position, window);
        }

        // After the newest boundary, which may be long ago if the tick is late: between it and now. Or older than everything kept.
        foreach (RingTier tier in _tiers)
        {
            var boundary = Math.Min(position / tier.Width, tier.Newest);
            if (tier.TryRead(boundary, out SloEventCounts counts))
            {
                return Reading.Between(new Reading(boundary * tier.Width, counts), now, position);
            }
        }

        return Oldest(now);
    }

    /// <summary>The finest slice around a position of which both ends are here.</summary>
    private bool TryFind(long position, out WindowEdge edge)
    {
        foreach (RingTier tier in _tiers)
        {
            var boundary = position / tier.Width;
            if (tier.TryRead(boundary, out SloEventCounts start) && tier.TryRead(boundary + 1, out SloEventCounts end))
            {
                edge = new WindowEdge(boundary * tier.Width, tier.Width, start, end);
                return true;
            }
        }

        edge = default;
        return false;
    }

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
