using Slo.Recording;
using Slo.Windows;

namespace Slo.Grouping;

/// <summary>
/// The events of one objective by cohort, and a comparison for each pair of cohorts. Created with the first cohort: an objective without
/// cohorts costs one null check at each evaluation.
/// </summary>
/// <remarks>
/// A comparison starts automatically when the later of two cohorts appears, so a verdict does not depend on when it is read. A cohort
/// without events for an hour ends with its comparisons: later events of the same name belong to another deployment. At most 16 cohorts
/// give 240 comparisons of 0.5 KiB.
/// </remarks>
internal sealed class Cohorts(CellAllocator cells, Timeline timeline, Func<SloCanary> begin)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(10);

    private readonly LateGroups _groups = new(Dimension.Cohorts, Kept, cells, timeline);
    private readonly Lock _gate = new();
    private readonly List<Cohort> _seen = [];
    private readonly Dictionary<EventGroup, SloEventCounts> _ended = [];
    private readonly List<CohortPair> _pairs = [];

    /// <summary>See <c>SloRegistry.Prefetch</c>.</summary>
    internal long Prefetch(int level) => _groups is null || (level > 0 && _groups.Groups is null) ? 0 : 1;

    internal long AllocatedBytes => _groups.AllocatedBytes;

    internal void Record(string value, bool good) => _groups.Record(value, good);

    /// <summary>The position from which on the events of each cohort are known.</summary>
    internal long KnownSince => timeline.Now - Kept.Ticks;

    /// <summary>The events of each cohort between two positions, not before <see cref="KnownSince"/>.</summary>
    internal IReadOnlyList<(string Name, SloEventCounts Events)> Between((long From, long To) time) => _groups.Groups?.Between(time) ?? [];

    /// <summary>Reserves one of the cohorts for a name.</summary>
    internal void Add(string value) => _groups.Find(value);

    /// <param name="step">The way to the new position.</param>
    /// <param name="total">The cumulative total, read before this.</param>
    internal void Advance(in TimelineStep step, SloEventCounts total)
    {
        _groups.Advance(step, total);
        if (_groups.Groups is not { } groups)
        {
            return;
        }

        lock (_gate)
        {
            Follow(groups.All, step.To);
            foreach (Cohort cohort in _seen)
            {
                cohort.Advance(step.To);
            }

            foreach (CohortPair pair in _pairs)
            {
                pair.Advance(step.To);
            }
        }
    }

    /// <summary>The cohorts with events, in the order in which they appeared; the cohort of all others is last.</summary>
    internal IReadOnlyList<SloCohortStatus> Statuses()
    {
        if (_groups.Groups is not { } groups)
        {
            return [];
        }

        var now = timeline.Now;
        lock (_gate)
        {
            return
            [
                .. groups.All
                    .Select(group => (
                        group.Name, group.Group, Events: EventsOf(group.Group), Since: Since(group.Name, group.Group, now)))
                    .Where(group => group.Events.Total > 0)
                    .OrderBy(group => group.Since)
                    .Select(group => new SloCohortStatus(group.Name, group.Events, group.Group.Recent(now, Recent.Ticks),
                        group.Name == SloCohortStatus.Other ? null : timeline.InstantOf(group.Since))),
            ];
        }
    }

    /// <summary>The comparison of two cohorts; null before both have appeared.</summary>
    internal SloCanaryReport? Compare(string baseline, string canary)
    {
        lock (_gate)
        {
            return _pairs.Find(pair => pair.Baseline.Name == baseline && pair.Canary.Name == canary)?.Comparison.GetReport();
        }
    }

    private long Since(string name, EventGroup group, long now) => name == SloCohortStatus.Other
        ? long.MaxValue : _seen.Find(cohort => cohort.Group == group)?.Since ?? now;

    private SloEventCounts EventsOf(EventGroup group) => group.Total - _ended.GetValueOrDefault(group);

    private void Follow(IReadOnlyList<(string Name, EventGroup Group)> groups, long now)
    {
        if (_seen.Exists(cohort => cohort.IsIdle(now, Kept) || !IsAmong(groups, cohort.Group)))
        {
            End(groups, now);
        }

        foreach ((string name, EventGroup group) in groups)
        {
            if (name == SloCohortStatus.Other || EventsOf(group).Total == 0 || _seen.Exists(cohort => cohort.Group == group))
            {
                continue;
            }

            Cohort added = new(name, group, now, _ended.GetValueOrDefault(group));
            foreach (Cohort other in _seen)
            {
                _pairs.Add(new(other, added, begin()));
                _pairs.Add(new(added, other, begin()));
            }

            _seen.Add(added);
        }
    }

    // Those that were idle, and those that made room for others.
    private void End(IReadOnlyList<(string Name, EventGroup Group)> groups, long now)
    {
        foreach (Cohort idle in _seen.FindAll(cohort => cohort.IsIdle(now, Kept)))
        {
            _ended[idle.Group] = idle.Last;
            _seen.Remove(idle);
        }

        _seen.RemoveAll(cohort => !IsAmong(groups, cohort.Group));
        _pairs.RemoveAll(pair => !_seen.Contains(pair.Baseline) || !_seen.Contains(pair.Canary));
        foreach (EventGroup gone in _ended.Keys.Where(group => !IsAmong(groups, group)).ToArray())
        {
            _ended.Remove(gone);
        }
    }

    private static bool IsAmong(IReadOnlyList<(string Name, EventGroup Group)> groups, EventGroup wanted)
    {
        foreach ((_, EventGroup group) in groups)
        {
            if (group == wanted)
            {
                return true;
            }
        }

        return false;
    }
}
