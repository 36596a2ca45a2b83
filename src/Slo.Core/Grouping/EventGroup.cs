using Slo.Recording;
using Slo.Windows;

namespace Slo.Grouping;

/// <summary>One group: cells of its own, and a small history.</summary>
internal sealed class EventGroup(EventCells cells, CumulativeRing ring)
{
    private EventCells _cells = cells;

    internal SloEventCounts Total => _cells.Sum();

    internal long AllocatedBytes => ring.AllocatedBytes;

    internal void Record(bool good) => _cells.TryCount(good);

    internal void Advance(long observedUntil, long to)
    {
        SloEventCounts counts = _cells.Sum();
        ring.Advance(new Reading(observedUntil, counts));
        if (to > observedUntil)
        {
            ring.Advance(new Reading(to, counts));
        }
    }

    internal SloEventCounts Since(long start, long now)
    {
        Reading reading = new(now, _cells.Sum());
        return CumulativeRing.Difference(reading.Counts, ring.At(start, reading));
    }
}
