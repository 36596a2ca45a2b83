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

        var share = (double)(position - earlier.Position) / (later.Position - earlier.Position);
        return new SloEventCounts(
            Between(earlier.Counts.Good, later.Counts.Good, share),
            Between(earlier.Counts.Bad, later.Counts.Bad, share));
    }

    // Monotone in the share, and never outside the two ends, however large the counts. A later count may be the smaller one where a
    // live sum was overtaken by a tick, or its counter was closed: then the earlier one stands.
    private static long Between(long earlier, long later, double share) =>
        later <= earlier ? earlier : earlier + Math.Clamp((long)((later - earlier) * share), 0, later - earlier);
}
