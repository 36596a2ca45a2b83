using Slo.Windows;

namespace Slo.Grouping;

/// <summary>The events of no group: the total less all groups, in slices like theirs.</summary>
/// <param name="ring">Tiers like those of a group.</param>
/// <param name="origin">The position before which there was no group; <see cref="long.MinValue"/> if there were groups from the
/// start.</param>
internal sealed class Ungrouped(CumulativeRing ring, long origin)
{
    internal long Origin => origin;

    /// <summary>The position of the last evaluation.</summary>
    internal long ReadUntil => ring.LastPosition;

    internal long AllocatedBytes => ring.AllocatedBytes;

    internal void Advance(in TimelineStep step, SloEventCounts counts)
    {
        ring.Advance(new Reading(step.ObservedUntil, counts));
        if (step.HasGap)
        {
            ring.Advance(new Reading(step.To, counts));
        }
    }

    /// <summary>The counts, and those since the last evaluation. The writer alone.</summary>
    internal (SloEventCounts Counts, SloEventCounts Slice) SinceRead(SloEventCounts counts) =>
        (counts, CumulativeRing.Difference(counts, ring.Last.Counts));

    internal (SloEventCounts Since, SloEventCounts Slice) Around(
        long position, in Reading now, IReadOnlyList<(long From, long To)> excluded,
        (SloEventCounts Counts, SloEventCounts Slice)? before) => ring.Around(position, now, excluded, before);
}
