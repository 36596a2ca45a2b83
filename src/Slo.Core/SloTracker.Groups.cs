using System.Collections.ObjectModel;
using Slo.Alerting;
using Slo.Evaluation;
using Slo.Grouping;
using Slo.Judging;
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
        return current._groups is { } groups ? [.. current.Divide(groups).Take(top)] : [];
    }

    /// <summary>The status of each group that has an alert of its own, by the group's value: as of the last evaluation.</summary>
    /// <returns>Empty unless <see cref="SloObjective.AlertPerGroup"/>.</returns>
    public IReadOnlyDictionary<string, SloStatus> GetGroupStatuses() =>
        Current._groupJudges?.Statuses ?? ReadOnlyDictionary<string, SloStatus>.Empty;

    /// <summary>
    /// Creates groups before their first event: their series begin at 0, so that a monitoring system sees their first failures, and values
    /// that come earlier cannot take their places.
    /// </summary>
    /// <remarks>Any thread. What is beyond the maximum of the grouping is not created; without a grouping nothing is.</remarks>
    /// <param name="names">The values of the groups.</param>
    public void AddGroups(params IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (Current._groups is not { } groups)
        {
            return;
        }

        foreach (var name in names)
        {
            _ = groups.Find(name);
        }
    }

    /// <summary>Why events of the period so far were bad, the most frequent reason first.</summary>
    /// <param name="top">How many at the most.</param>
    /// <returns>Empty without bad events.</returns>
    public IReadOnlyList<SloReasonStatus> GetReasons(int top = 10)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(top);
        SloTracker current = Current;
        return [.. current.Divide(current._reasons.Groups)
            .Select(reading => new SloReasonStatus(reading.Name, reading.Events.Bad, reading.BudgetSpentRatio))
            .Where(reading => reading.BadEvents > 0).Take(top)];
    }

    /// <summary>The cohorts of this objective with events in the last hour (<see cref="SloEvent.Cohort"/>), in the order in which they
    /// appeared.</summary>
    /// <remarks>Any thread. Counts are live. Cohorts are kept in memory only: after a restart they start again, and so does a cohort
    /// without events for an hour, with its comparisons. If there are 16, it is replaced by a new one.</remarks>
    /// <returns>Empty without cohorts.</returns>
    public IReadOnlyList<SloCohortStatus> GetCohorts() => Current._cohorts.Statuses();

    /// <summary>Reserves cohorts before their first event, so that other values cannot use up the 16 cohorts.</summary>
    /// <remarks>Any thread. Names beyond 16 are not reserved. If all cohorts are in use, a reserved one without events for an hour is
    /// replaced.</remarks>
    /// <param name="names">The names of the cohorts.</param>
    public void AddCohorts(params IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        SloTracker current = Current;
        foreach (var name in names)
        {
            current._cohorts.Add(name);
        }
    }

    /// <summary>Returns the comparison of a canary with its baseline, as of the last evaluation. A comparison starts automatically when the
    /// later cohort appears, with the options of <see cref="SloRegistry.Canary"/>. Reading it does not change it.
    /// It ends when one of both cohorts has no event for an hour.</summary>
    /// <remarks>Any thread.</remarks>
    /// <param name="baseline">The name of the cohort of the baseline.</param>
    /// <param name="canary">The name of the cohort of the canary.</param>
    /// <returns>The comparison; with the verdict <see cref="SloCanaryVerdict.Hold"/> before both cohorts have appeared, and
    /// after the comparison has ended.</returns>
    /// <exception cref="ArgumentException">Both are the same.</exception>
    public SloCanaryReport GetCanary(string baseline, string canary)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(canary);
        if (baseline == canary)
        {
            throw new ArgumentException($"The baseline and the canary are both '{SloText.OneLine(canary, 61)}'.", nameof(canary));
        }

        Cohorts cohorts = Current._cohorts;
        return cohorts.Compare(baseline, canary) ?? Missing(cohorts.Statuses(), baseline, canary);
    }

    private static SloCanaryReport Missing(IReadOnlyList<SloCohortStatus> known, string baseline, string canary)
    {
        SloCohortStatus Of(string name) => known.FirstOrDefault(cohort => cohort.Name == name);
        var missing = string.Join(" and ", new[] { baseline, canary }.Where(name => Of(name).AppearedAt is null)
            .Select(name => $"'{SloText.OneLine(name, 61)}'"));
        return new(
            SloCanaryVerdict.Hold,
            missing.Length == 0 ? "nothing was compared yet" : $"no event of {missing} in the last hour; there are: "
                + (known.Count == 0 ? "none" : string.Join(", ", known.Select(cohort => SloText.OneLine(cohort.Name, 64)))),
            Of(baseline).Events, Of(canary).Events);
    }

    /// <summary>Evaluates the groups that have alerts of their own, after <see cref="Advance"/>.</summary>
    internal void AdvanceGroups(in TimelineStep step, EvaluationBuffer buffer, AlertFeed changes)
    {
        if (_groupJudges is not { } judges || _isClosed)
        {
            return;
        }

        foreach ((string name, EventGroup group) in _groups!.All)
        {
            if (judges.Advance(step, name, group.Begin, group.Total, buffer) is { } transition)
            {
                changes.Add(WithGroupExplanation(transition, judges, name));
            }
        }
    }

    // Not within the loop above: there, each evaluation would allocate what the lambda captures.
    private SloAlertTransition WithGroupExplanation(SloAlertTransition change, GroupJudges judges, string name) =>
        WithExplanation(change, () => judges.Find(name) is { } judge ? NewExplainer(name, judge) : null);

    /// <summary>The transitions that end the alerts of the groups of an objective that is no longer judged.</summary>
    internal IEnumerable<SloAlertTransition> EndGroups() => _groupJudges?.End() ?? [];

    /// <summary>The grouping of this tracker, also after another one has replaced it.</summary>
    internal SloGrouping? OwnGrouping => _judge.Objective.Grouping;

    /// <summary>Cumulative counts by group of this tracker, also after another one has replaced it; the last one is what no group took.
    /// Empty without grouping.</summary>
    internal IReadOnlyList<(string Name, SloEventCounts Total)> GroupTotals()
    {
        if (_groups is null)
        {
            return [];
        }

        List<(string Name, SloEventCounts Total)> totals = [.. _groups.All.Select(group => (group.Name, group.Group.Total))];
        SloEventCounts grouped = new(totals.Sum(group => group.Total.Good), totals.Sum(group => group.Total.Bad));
        totals.Add((SloGroupStatus.None, CumulativeRing.Difference(OwnTotal, grouped)));
        return totals;
    }

    // The events of the period by one dimension, those that spent most of the budget first; what is in no group is one more.
    private IEnumerable<SloGroupStatus> Divide(EventGroups? groups)
    {
        // The total before the groups, so that no event is counted in no group that is about to be counted in one.
        SloStatus status = GetStatus();
        Reading now = new(_history.Timeline.Now, OwnTotal);
        var start = _history.Timeline.PositionOf(status.PeriodStart);

        // The budget of slices is not spent by events.
        AllowedBad allowed = _history.IsSliced ? default : status.Allowed;
        IEnumerable<(string Name, SloEventCounts Events)> all =
            groups?.Since(start, now, status.Events, _history.ExcludedIn(start, now.Position)) ?? [(SloGroupStatus.None, status.Events)];
        return all.Where(group => group.Events.Total > 0)
            .OrderByDescending(group => group.Events.Bad)
            .ThenByDescending(group => group.Events.Total)
            .ThenBy(group => group.Name, StringComparer.Ordinal)
            .Select(group => new SloGroupStatus(group.Name, group.Events, ErrorBudget.SpentRatio(group.Events.Bad, allowed)));
    }
}
