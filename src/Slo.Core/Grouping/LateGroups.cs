using Slo.Recording;
using Slo.Windows;

namespace Slo.Grouping;

/// <summary>The groups of a dimension that most objectives do not use. They are created with the first value, so other objectives need no
/// memory for them.</summary>
internal sealed class LateGroups(Dimension dimension, TimeSpan longest, CellAllocator cells, Timeline timeline)
{
    // Taken once by each, so all of them can share it.
    private static readonly Lock Gate = new();

    private volatile EventGroups? _groups;

    /// <summary>Null before the first value.</summary>
    internal EventGroups? Groups => _groups;

    internal long AllocatedBytes => _groups?.AllocatedBytes ?? 0;

    internal void Record(string value, bool good) => (_groups ?? Make()).Record(value, good);

    internal EventGroup Find(string value) => (_groups ?? Make()).Find(value);

    internal void Advance(in TimelineStep step, SloEventCounts total) => _groups?.Advance(step, total);

    /// <inheritdoc cref="EventGroups.BeginPeriod"/>
    internal void BeginPeriod(long start, SloEventCounts total) => _groups?.BeginPeriod(start, total);

    private EventGroups Make()
    {
        // Made before the lock: a first bad event must not wait for those of other objectives. One that comes too late costs a cell.
        EventGroups made = new(dimension, longest, cells, timeline, isLate: true);
        lock (Gate)
        {
            return _groups ??= made;
        }
    }
}
