using Slo.Tests.Properties;
using Xunit;

namespace Slo.Tests.Crossing;

/// <summary>
/// The oracle of the groups of one process: the first values have a group each, later ones share one, and events without a value are in none.
/// A group is observed from the last evaluation before its first event.
/// </summary>
internal sealed class NaiveGroups(CrossingCase declared, NaiveCalendar? calendar, long origin)
{
    private readonly Dictionary<string, NaiveHistory> _counts = new() { [SloGroupStatus.None] = new(origin), [SloGroupStatus.Other] = new(origin) };
    private readonly Dictionary<string, (NaiveJudge Judge, TimeSpan Since)> _judges = new()
    {
        [SloGroupStatus.Other] = (new NaiveJudge(declared, calendar, origin, isGroup: true), TimeSpan.Zero),
    };

    private readonly Dictionary<string, SloEventCounts> _new = [];
    private readonly List<(long ObservedUntil, long Position)> _evaluations = [];
    private TimeSpan _observed;

    internal void Record(int group, long good, long bad)
    {
        var name = NameOf(group);
        if (good + bad == 0)
        {
            return;
        }

        if (_counts.TryAdd(name, new NaiveHistory(origin)))
        {
            _evaluations.ForEach(one => _counts[name].Evaluate(one.ObservedUntil, one.Position));
        }

        _counts[name].Record(good, bad);
        _new[name] = _new.GetValueOrDefault(name) + new SloEventCounts(good, bad);
    }

    internal void Evaluate(long observedUntil, long position, long before)
    {
        foreach (var name in _counts.Keys.Where(name => name != SloGroupStatus.None))
        {
            _judges.TryAdd(name, (new NaiveJudge(declared, calendar, before, isGroup: true), _observed));
            SloEventCounts events = _new.GetValueOrDefault(name);
            _judges[name].Judge.Stream.Record(events.Good, events.Bad);
            _judges[name].Judge.Stream.Evaluate(observedUntil, position);
        }

        _observed += TimeSpan.FromTicks(observedUntil - before);
        foreach (NaiveHistory counts in _counts.Values)
        {
            counts.Evaluate(observedUntil, position);
        }

        _evaluations.Add((observedUntil, position));
        _new.Clear();
    }

    /// <summary>The groups beside the status of the objective.</summary>
    internal void AssertSame(SloTracker tracker, NaiveStream objective)
    {
        SloStatus status = tracker.Status;
        IReadOnlyList<SloGroupStatus> groups = tracker.GetGroups(int.MaxValue);
        SloEventCounts sum = groups.Aggregate(default(SloEventCounts), (sum, group) => sum + group.Events);
        Playback.AssertBetween(objective.Origin == origin ? LeastOf(status, objective) : default, status.Events, sum, "all groups");
        Assert.Equal(groups.OrderByDescending(group => group.Events.Bad).ThenByDescending(group => group.Events.Total), groups);
        Assert.Equal(groups.Count, groups.DistinctBy(group => group.Name).Count());
        NaiveUnits units = objective.PeriodUnits(status.Events);
        TimeSpan longest = status.Objective.Period.LongestLength;
        var bounds = _counts.ToDictionary(one => one.Key, one => BoundsOf(one.Value, objective.Period.Start, objective.Position, longest));

        // Together they are never more than the total, whatever each may have at the edge.
        SloEventCounts most = bounds.Values.Aggregate(default(SloEventCounts), (sum, bound) => sum + bound.Most);
        SloEventCounts over = new(Math.Max(0, most.Good - status.Events.Good), Math.Max(0, most.Bad - status.Events.Bad));
        foreach ((string name, (SloEventCounts Least, SloEventCounts Most) bound) in bounds)
        {
            SloGroupStatus group = groups.FirstOrDefault(group => group.Name == name);
            SloEventCounts least = new(Math.Max(0, bound.Least.Good - over.Good), Math.Max(0, bound.Least.Bad - over.Bad));
            Playback.AssertBetween(least, bound.Most, group.Events, $"group {name}");
            NaiveJudge.AssertClose(
                group.Name is null || declared.IsSliced ? null : group.Events.Bad / (units.All / units.Share * objective.Budget),
                group.BudgetSpentRatio, $"budget spent by {name}");
        }

        Assert.All(groups, group => Assert.Contains(group.Name, _counts.Keys));
    }

    /// <summary>The alerts of the groups, and what was told of them.</summary>
    internal void AssertAlerts(SloTracker tracker, ILookup<string?, SloAlertTransition> transitions)
    {
        IReadOnlyDictionary<string, SloStatus> statuses = tracker.GetGroupStatuses();
        Assert.Equal(declared.AlertPerGroup ? _judges.Keys.Order() : [], statuses.Keys.Order());
        foreach ((string name, SloStatus status) in statuses)
        {
            (NaiveJudge judge, TimeSpan since) = _judges[name];
            AlertSeverity? before = judge.Alert.Severity;
            judge.AssertSame(status, _observed - since);
            judge.Alert.AssertTransitions(before, [.. transitions[name]]);
            Assert.Equal(name, status.Alert.Group);
        }

        Assert.All(transitions, group => Assert.True(group.Key is null || statuses.ContainsKey(group.Key)));
    }

    // All events of a process are in its groups or in none. But where those of the objective are kept in slices that do not divide those of
    // groups, the two may be of different opinions about the edge.
    private SloEventCounts LeastOf(SloStatus status, NaiveStream objective)
    {
        var age = objective.Position - objective.Period.Start;
        var isWithin = NaiveTiers.GroupWidth(status.Objective.Period.LongestLength, age) % objective.Width(age) == 0;
        return isWithin || calendar is not null ? status.Events : objective.History.Window(objective.Position, age, objective.Width(age)).Least;
    }

    // A calendar period has the events that no evaluation at its start or before it knew, of each group as of the objective.
    private (SloEventCounts Least, SloEventCounts Most) BoundsOf(NaiveHistory counts, long start, long now, TimeSpan longest)
    {
        if (calendar is null)
        {
            return counts.Window(now, now - start, NaiveTiers.GroupWidth(longest, now - start));
        }

        SloEventCounts exact = counts.Total - counts.UpTo(start, 1).Most;
        return (exact, exact);
    }

    private string NameOf(int group)
    {
        var name = $"t{group}";
        return group < 0 ? SloGroupStatus.None
            : _counts.ContainsKey(name) || _counts.Count - 2 < declared.Groups ? name : SloGroupStatus.Other;
    }
}
