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
    private readonly ConcurrentDictionary<string, EventGroup> _byValue = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly CellAllocator _cells;
    private readonly Timeline _timeline;
    private readonly TimeSpan _longest;
    private readonly Dimension _dimension;
    private readonly EventGroup _other;

    // The same groups, for readers that take all of them: the tick would pay for an enumerator every second.
    private volatile (string Name, EventGroup Group)[] _all;
    private volatile bool _isFull;

    internal EventGroups(Dimension dimension, TimeSpan longest, CellAllocator cells, Timeline timeline)
    {
        _dimension = dimension;
        _longest = longest;
        _cells = cells;
        _timeline = timeline;
        _other = Create();
        _all = [(SloGroupStatus.Other, _other)];
    }

    internal IReadOnlyList<(string Name, EventGroup Group)> All => _all;

    internal long AllocatedBytes => _all.Sum(group => group.Group.AllocatedBytes);

    internal void Record(string value, bool good) => Find(value).Record(good);

    internal void Advance(in TimelineStep step)
    {
        foreach ((_, EventGroup group) in _all)
        {
            group.Advance(step.ObservedUntil, step.To);
        }

        if (_isFull && _dimension.DropsIdle)
        {
            DropIdle(step.To);
        }
    }

    private EventGroup Find(string value)
    {
        if (_byValue.TryGetValue(value, out EventGroup? group))
        {
            return group;
        }

        // A value that reads like one of our own names would make two groups of that name.
        return _isFull || value.Length > _dimension.LongestValue || value is SloGroupStatus.Other or SloGroupStatus.None
            ? _other
            : Add(value);
    }

    private EventGroup Add(string value)
    {
        lock (_gate)
        {
            if (_byValue.TryGetValue(value, out EventGroup? group))
            {
                return group;
            }

            if (_byValue.Count >= _dimension.MaximumValues)
            {
                _isFull = true;
                return _other;
            }

            group = _byValue[value] = Create();
            _all = [.. _all, (value, group)];
            return group;
        }
    }

    // An event that is recorded to a group in the instant in which it is dropped is in the total, and in no group.
    private void DropIdle(long now)
    {
        lock (_gate)
        {
            (string Name, EventGroup Group)[] kept =
                [.. _all.Where(group => group.Group == _other || group.Group.Since(now - _longest.Ticks, now).Total > 0)];
            if (kept.Length == _all.Length)
            {
                return;
            }

            foreach ((string name, _) in _all.Except(kept))
            {
                _byValue.TryRemove(name, out _);
            }

            _all = kept;
            _isFull = false;
        }
    }

    private EventGroup Create() =>
        new(_cells.Allocate(), new CumulativeRing(_dimension.Ring(_longest), new Reading(_timeline.Now, default)));
}
