using Slo.Recording;
using Slo.Windows;

namespace Slo.Grouping;

/// <summary>One group, with its own cells and a small history.</summary>
/// <param name="cells">The cells that count its events.</param>
/// <param name="ring">Its history.</param>
/// <param name="since">The position at which it was created.</param>
internal sealed class EventGroup(EventCells cells, CumulativeRing ring, long since)
{
    private EventCells _cells = cells;

    internal SloEventCounts Total => _cells.Sum();

    /// <summary>The position at which it was created: it had no events before.</summary>
    internal long Since => since;

    /// <summary>The position at which its history begins: of the last evaluation before it was created.</summary>
    internal long Begin => ring.Begin.Position;

    internal long AllocatedBytes => ring.AllocatedBytes + _cells.AllocatedBytes;

    /// <summary>The position up to which its history has read the cells.</summary>
    internal long ReadUntil => ring.LastPosition;

    /// <summary>Its counts, and those since its history has read the cells. The writer alone.</summary>
    internal (SloEventCounts Counts, SloEventCounts Slice) SinceRead()
    {
        SloEventCounts counts = _cells.Sum();
        return (counts, CumulativeRing.Difference(counts, ring.Last.Counts));
    }

    internal void Record(bool good) => _cells.TryCount(good);

    internal void Record(bool good, long count) => _cells.TryAdd(good, count, out _);

    internal void Advance(long observedUntil, long to)
    {
        SloEventCounts counts = _cells.Sum();
        ring.Advance(new Reading(observedUntil, counts));
        if (to > observedUntil)
        {
            ring.Advance(new Reading(to, counts));
        }
    }

    internal SloEventCounts Recent(long now, long window) => ring.Window(new Reading(now, _cells.Sum()), window);

    /// <summary>Whether it had no event since a position. A group that was created later is not idle, because it may be reserved.</summary>
    internal bool IsIdleSince(long start, long now) => since <= start && ring.At(start, new Reading(now, _cells.Sum())) == _cells.Sum();

    /// <summary>The events after the slice of its ring that contains a position, and the events in that slice.</summary>
    /// <param name="position">The position.</param>
    /// <param name="now">The end.</param>
    /// <param name="excluded">The time in between that is excluded.</param>
    /// <param name="before">The counts at the position and those around it, if they are known better.</param>
    internal (SloEventCounts Since, SloEventCounts Slice) Around(
        long position, long now, IReadOnlyList<(long From, long To)> excluded, (SloEventCounts Counts, SloEventCounts Slice)? before) =>
        ring.Around(position, new Reading(now, _cells.Sum()), excluded, before);
}
