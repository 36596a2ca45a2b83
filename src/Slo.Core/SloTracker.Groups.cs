using Slo.Evaluation;
using Slo.Grouping;
using Slo.Windows;

namespace Slo;

/// <content>The groups of a grouped objective.</content>
public sealed partial class SloTracker
{
    /// <summary>The groups that spent most of the error budget in the period so far, the worst first.</summary>
    /// <param name="top">How many at the most.</param>
    /// <returns>Empty for an objective without grouping.</returns>
    public IReadOnlyList<SloGroupStatus> GetGroups(int top = 10)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(top);
        SloTracker current = Current;
        return current._groups is { } groups ? [.. current.Divide(groups.All).Take(top)] : [];
    }

    /// <summary>Why events of the period so far were bad, the most frequent reason first.</summary>
    /// <param name="top">How many at the most.</param>
    /// <returns>Empty without bad events.</returns>
    public IReadOnlyList<SloReasonStatus> GetReasons(int top = 10)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(top);
        SloTracker current = Current;
        return [.. current.Divide(current._reasons.All)
            .Select(reading => new SloReasonStatus(reading.Name, reading.Events.Bad, reading.BudgetSpentRatio))
            .Where(reading => reading.BadEvents > 0).Take(top)];
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

    // The events of the period by one dimension, those that spent most of the budget first; what is in no group is one more.
    private IEnumerable<SloGroupStatus> Divide(IEnumerable<(string Name, EventGroup Group)> all)
    {
        // Groups before the total, so that what was recorded in between makes no group negative.
        var now = _history.Timeline.Now;
        var start = _history.Timeline.PositionOf(_judge.Status.PeriodStart);
        List<(string Name, SloEventCounts Events)> groups = [.. all.Select(group => (group.Name, group.Group.Since(start, now)))];
        SloEventCounts total = GetStatus().Events;
        SloEventCounts grouped = new(groups.Sum(group => group.Events.Good), groups.Sum(group => group.Events.Bad));
        groups.Add((SloGroupStatus.None, CumulativeRing.Difference(total, grouped)));

        // The budget of slices is not spent by events.
        AllowedBad allowed = _history.IsSliced ? default : _judge.Allowed(total);
        return groups.Where(group => group.Events.Total > 0)
            .OrderByDescending(group => group.Events.Bad)
            .ThenByDescending(group => group.Events.Total)
            .ThenBy(group => group.Name, StringComparer.Ordinal)
            .Select(group => new SloGroupStatus(group.Name, group.Events, ErrorBudget.SpentRatio(group.Events.Bad, allowed)));
    }
}
