using Slo.Windows;

namespace Slo;

/// <content>What the groups of a split objective say.</content>
public sealed partial class SloTracker
{
    /// <summary>The groups that spent most of the error budget in the period so far, the worst first.</summary>
    /// <param name="top">How many at the most.</param>
    /// <returns>Empty for an objective without grouping.</returns>
    public IReadOnlyList<SloGroupStatus> GetGroups(int top = 10)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(top);
        return Current.Groups(top);
    }

    /// <summary>Cumulative counts by group since this tracker began; the last one is what no group took. Empty without grouping.</summary>
    internal IReadOnlyList<(string Name, SloEventCounts Total)> GroupTotals()
    {
        if (_groups is null)
        {
            return [];
        }

        List<(string Name, SloEventCounts Total)> totals = [.. _groups.All.Select(group => (group.Name, group.Group.Total))];
        SloEventCounts grouped = new(totals.Sum(group => group.Total.Good), totals.Sum(group => group.Total.Bad));
        totals.Add((SloGroupStatus.None, CumulativeRing.Difference(Total, grouped)));
        return totals;
    }

    private IReadOnlyList<SloGroupStatus> Groups(int top)
    {
        if (_groups is null)
        {
            return [];
        }

        // Groups before the total, so that what was recorded in between makes no group negative.
        var now = _history.Timeline.Now;
        var start = _history.Timeline.PositionOf(_judge.Status.PeriodStart);
        List<(string Name, SloEventCounts Events)> groups = [.. _groups.All.Select(group => (group.Name, group.Group.Since(start, now)))];
        SloEventCounts total = GetStatus().Events;
        groups.Add((SloGroupStatus.None, CumulativeRing.Difference(total, new(groups.Sum(group => group.Events.Good), groups.Sum(group => group.Events.Bad)))));
        var allowed = total.Total * Objective.Budget.ToDouble();
        return [.. groups.Where(group => group.Events.Total > 0)
            .OrderByDescending(group => group.Events.Bad).ThenByDescending(group => group.Events.Total).ThenBy(group => group.Name, StringComparer.Ordinal)
            .Take(top).Select(group => new SloGroupStatus(group.Name, group.Events, allowed == 0 ? null : group.Events.Bad / allowed))];
    }
}
