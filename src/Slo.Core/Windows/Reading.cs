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

        return Between(earlier.Counts, later.Counts, Math.Max(0, position - earlier.Position), later.Position - earlier.Position);
    }

    /// <summary>The same for a position so far after the earlier one, of a stretch of this length.</summary>
    internal static SloEventCounts Between(in SloEventCounts earlier, in SloEventCounts later, long elapsed, long length) => new(
        Between(earlier.Good, later.Good, (ulong)elapsed, (ulong)length), Between(earlier.Bad, later.Bad, (ulong)elapsed, (ulong)length));

    // The product first: 29 % of 100 events are 29, not 28.999999999999996 cut to 28. A later count may be the smaller one where a live sum
    // was overtaken by a tick: then the earlier one stands.
    private static long Between(long earlier, long later, ulong elapsed, ulong length)
    {
        if (later <= earlier)
        {
            return earlier;
        }

        // Of integers below 2^52, the quotient in floating point, cut to an integer, is exact, at a third of the cost: what is missing to
        // the next integer, 1 / length or more, is more than the rounding.
        var high = Math.BigMul((ulong)(later - earlier), elapsed, out var low);
        return earlier + (high == 0 && (low | length) >> 52 == 0
            ? (long)((double)(long)low / (long)length)
            : (long)(high == 0 ? low / length : (ulong)(new UInt128(high, low) / length)));
    }
}
