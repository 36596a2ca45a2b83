using System.Collections.Concurrent;
using Slo.Recording;
using Slo.Windows;

namespace Slo.Grouping;

/// <summary>
/// The events of one objective, told apart by one dimension: at most so many groups, however many values come. An event of a value beyond
/// them is counted under one common name, so nothing is lost and hostile values cost no memory.
/// </summary>
internal sealed class EventGroups
{
    private readonly ConcurrentDictionary<string, EventGroup> _groups = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly CellAllocator _cells;
    private readonly Timeline _timeline;
    private readonly TimeSpan _longest;
    private readonly Dimension _dimension;
    private readonly EventGroup _other;
    private volatile bool _isFull;

    internal EventGroups(Dimension dimension, TimeSpan longest, CellAllocator cells, Timeline timeline)
    {
        _dimension = dimension;
        _longest = longest;
        _cells = cells;
        _timeline = timeline;
        _other = Create();
    }

    internal IEnumerable<(string Name, EventGroup Group)> All =>
        _groups.Select(pair => (pair.Key, pair.Value)).Append((SloGroupStatus.Other, _other));

    internal void Record(string value, bool good) => Find(value).Record(good);

    internal void Advance(in TimelineStep step)
    {
        foreach ((_, EventGroup group) in All)
        {
            group.Advance(step.ObservedUntil, step.To);
        }
    }

    private EventGroup Find(string value)
    {
        if (_groups.TryGetValue(value, out EventGroup? group))
        {
            return group;
        }

        // A value that reads like one of our own names would make two groups of that name.
        return _isFull || value.Length > _dimension.LongestValue || value is SloGroupStatus.Other or SloGroupStatus.None ? _other : Add(value);
    }

    private EventGroup Add(string value)
    {
        lock (_gate)
        {
            if (_groups.TryGetValue(value, out EventGroup? group))
            {
                return group;
            }

            if (_groups.Count >= _dimension.MaximumValues)
            {
                _isFull = true;
                return _other;
            }

            return _groups[value] = Create();
        }
    }

    private EventGroup Create() => new(_cells.Allocate(), new CumulativeRing(RingLayout.ForGroup(_longest), new Reading(_timeline.Now, default)));
}
