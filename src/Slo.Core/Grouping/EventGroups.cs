using System.Collections.Concurrent;
using Slo.Recording;
using Slo.Windows;

namespace Slo.Grouping;

/// <summary>
/// The events of one objective, divided by one dimension into a limited number of groups. Events of further values are counted in one
/// common group, so no event is lost, and any number of values needs no more memory.
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

    // Replaced as a whole, so that readers of all groups need no enumerator of the dictionary at every tick.
    private volatile Snapshot _all;
    private volatile Ungrouped? _ungrouped;
    private volatile GroupsPeriod? _period;
    private volatile bool _isFull;

    /// <param name="dimension">The dimension that divides the events.</param>
    /// <param name="longest">The longest period.</param>
    /// <param name="cells">Allocates the cells that count the events.</param>
    /// <param name="timeline">The positions of all readings.</param>
    /// <param name="isLate">Whether events may have been counted before the first group was created.</param>
    internal EventGroups(Dimension dimension, TimeSpan longest, CellAllocator cells, Timeline timeline, bool isLate = false)
    {
        _dimension = dimension;
        _longest = longest;
        _cells = cells;
        _timeline = timeline;
        _other = Create();
        _all = new([(SloGroupStatus.Other, _other)], default);
        _ungrouped = isLate ? null : new Ungrouped(Ring(default), long.MinValue);
    }

    internal IReadOnlyList<(string Name, EventGroup Group)> All => _all.Groups;

    internal long AllocatedBytes => (_ungrouped?.AllocatedBytes ?? 0) + _all.Groups.Sum(group => group.Group.AllocatedBytes);

    internal void Record(string value, bool good) => Find(value).Record(good);

    internal void Record(string value, bool good, long count) => Find(value).Record(good, count);

    /// <summary>The events of a period by group, those of no group last; together never more than the total.</summary>
    /// <param name="start">The start of the period.</param>
    /// <param name="now">The cumulative total, read before this.</param>
    /// <param name="total">The events of the period.</param>
    /// <param name="excluded">The time of the period that is excluded.</param>
    internal IEnumerable<(string Name, SloEventCounts Events)> Since(
        long start, in Reading now, SloEventCounts total, IReadOnlyList<(long From, long To)> excluded)
    {
        Snapshot all = _all;
        Reading rest = now with { Counts = CumulativeRing.Difference(now.Counts, all.Total()) };
        var position = now.Position;
        Ungrouped? ungrouped = _ungrouped;
        GroupsPeriod? period = _period is { } begun && begun.StartsAt(start) ? begun : null;
        SloEventCounts[] events = GroupShares.Divide(
            [
                .. all.Groups.Select(group => group.Group.Around(start, position, excluded, period?.Before(group.Group))),
                ungrouped?.Around(start, rest, excluded, period?.Ungrouped) ?? default,
            ], total);
        if (ungrouped is null || start < ungrouped.Origin)
        {
            // Events before the first group belong to no group.
            events[^1] += CumulativeRing.Difference(total, events.Aggregate(SloEventCounts.Add));
        }

        return all.Groups.Select(group => group.Name).Append(SloGroupStatus.None).Zip(events);
    }

    /// <summary>The events of each group between two positions, which a ring of minutes knows.</summary>
    internal IReadOnlyList<(string Name, SloEventCounts Events)> Between((long From, long To) time)
    {
        var now = Math.Max(_timeline.Now, time.To);
        return
        [
            .. _all.Groups.Select(group => (group.Name, CumulativeRing.Difference(
                group.Group.Recent(now, now - time.From), time.To < now ? group.Group.Recent(now, now - time.To) : default))),
        ];
    }

    /// <param name="step">The way to the new position.</param>
    /// <param name="total">The cumulative total, read before this.</param>
    internal void Advance(in TimelineStep step, SloEventCounts total)
    {
        Snapshot all = _all;
        foreach ((_, EventGroup group) in all.Groups)
        {
            group.Advance(step.ObservedUntil, step.To);
        }

        SloEventCounts rest = CumulativeRing.Difference(total, all.Total());
        (_ungrouped ??= new Ungrouped(Ring(rest), _timeline.Now)).Advance(step, rest);
        if (_isFull && _dimension.DropsIdle)
        {
            DropIdle(step.To);
        }
    }

    /// <summary>A calendar period has begun since the evaluation before this one. What was counted in between came before it.</summary>
    /// <param name="start">The position at which it starts.</param>
    /// <param name="total">The cumulative total, read before this.</param>
    internal void BeginPeriod(long start, SloEventCounts total)
    {
        Snapshot all = _all;
        SloEventCounts ungrouped = CumulativeRing.Difference(total, all.Total());
        _period = new(
            start, all.Groups.ToDictionary(group => group.Group, group => group.Group.SinceRead()),
            _ungrouped?.SinceRead(ungrouped) ?? (ungrouped, ungrouped));
    }

    internal EventGroup Find(string value)
    {
        if (_byValue.TryGetValue(value, out EventGroup? group))
        {
            return group;
        }

        // A value that equals one of the reserved names would create a second group of that name.
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
            _all = _all with { Groups = [.. _all.Groups, (value, group)] };
            return group;
        }
    }

    // An event that is recorded to a group while it is being dropped is in the total, but in no group.
    private void DropIdle(long now)
    {
        lock (_gate)
        {
            (string Name, EventGroup Group)[] kept =
                [.. _all.Groups.Where(group => group.Group == _other || !group.Group.IsIdleSince(now - _longest.Ticks, now))];
            if (kept.Length == _all.Groups.Length)
            {
                return;
            }

            SloEventCounts dropped = _all.Dropped;
            foreach ((string name, EventGroup group) in _all.Groups.Except(kept))
            {
                _byValue.TryRemove(name, out _);
                dropped += group.Total;
            }

            _all = new(kept, dropped);
            _isFull = false;
        }
    }

    private EventGroup Create() => new(_cells.Allocate(), Ring(default), _timeline.Now);

    // From the last evaluation on: what comes since then is divided over that time, like the events of the objective.
    private CumulativeRing Ring(SloEventCounts counts) =>
        new(_dimension.Ring(_longest), new Reading(_ungrouped?.ReadUntil ?? _timeline.Now, counts));

    /// <param name="Groups">Every group.</param>
    /// <param name="Dropped">The counts of groups that were dropped.</param>
    private sealed record Snapshot((string Name, EventGroup Group)[] Groups, SloEventCounts Dropped)
    {
        internal SloEventCounts Total()
        {
            SloEventCounts total = Dropped;
            foreach ((_, EventGroup group) in Groups)
            {
                total += group.Total;
            }

            return total;
        }
    }
}
