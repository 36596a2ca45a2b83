namespace Slo.Windows;

/// <summary>Cumulative counts at a position: what a tick brings to a ring, and where a window ends.</summary>
internal readonly record struct Reading(long Position, SloEventCounts Counts)
{
    /// <summary>The counts at a position between two readings, on the straight line between them, cut to whole events.</summary>
    internal static SloEventCounts Between(in Reading earlier, in Reading later, long position)
    {
        if (position >= later.Position)
        {
            return later.Counts;
        }

        var length = (ulong)(later.Position - earlier.Position);
        var elapsed = (ulong)Math.Max(0, position - earlier.Position);
        return new SloEventCounts(
            Between(earlier.Counts.Good, later.Counts.Good, elapsed, length),
            Between(earlier.Counts.Bad, later.Counts.Bad, elapsed, length));
    }

    // In integers: 29 % of 100 events are 29, not 28.999999999999996 cut to 28. A later count may be the smaller one where a live sum
    // was overtaken by a tick: then the earlier one stands.
    private static long Between(long earlier, long later, ulong elapsed, ulong length)
    {
        if (later <= earlier)
        {
            return earlier;
        }

        var high = Math.BigMul((ulong)(later - earlier), elapsed, out var low);
        return earlier + (long)(high == 0 ? low / length : (ulong)(new UInt128(high, low) / length));
    }
}
