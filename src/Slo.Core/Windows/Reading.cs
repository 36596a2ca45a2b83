namespace Slo.Windows;

/// <summary>Cumulative counts at a position: what a tick brings to a ring, and where a window ends.</summary>
internal readonly record struct Reading(long Position, SloEventCounts Counts)
{
    private const long ExactBelow = 1L << 52;

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
        if (later <= earlier || elapsed == 0)
        {
            return earlier;
        }

        // Of integers below 2^52, the product in floating point is exact, and so is their quotient, cut to an integer: what is missing to
        // the next integer, 1 / length or more, is more than the rounding. At a third of the cost.
        var product = (double)(later - earlier) * (long)elapsed;
        return earlier + (product < ExactBelow && (long)length < ExactBelow
            ? double.ConvertToIntegerNative<long>(product / (long)length)
            : BetweenLarge((ulong)(later - earlier), elapsed, length));
    }

    private static long BetweenLarge(ulong events, ulong elapsed, ulong length)
    {
        var high = Math.BigMul(events, elapsed, out var low);
        return (long)(high == 0 ? low / length : (ulong)(new UInt128(high, low) / length));
    }
}
