using Slo.Alerting;
using Slo.Attribution;
using Slo.Judging;
using Slo.Windows;

namespace Slo;

/// <content>Why events are bad.</content>
public sealed partial class SloTracker
{
    /// <summary>
    /// What the bad events of a time have in common that those before had not: the few contributors that explain most of the bad events
    /// beyond normal. It is compared with the time before, eight times as long, at least an hour and at most a day. The method, its
    /// limits and its measured accuracy are in docs/insight.md.
    /// </summary>
    /// <remarks>
    /// Any thread; some milliseconds, and recording never waits for it. Events count that were recorded with <see cref="SloEvent"/> or
    /// a duration; <see cref="Record(bool)"/> and counts of many events have no properties. Kept for 4 days as samples, and not saved:
    /// after a restart, nothing of before is known.
    /// </remarks>
    /// <param name="from">Where the time begins, such as the start of an incident.</param>
    /// <param name="to">Where it ends; cut at now.</param>
    /// <param name="top">How many contributors at the most, from 1 to 10.</param>
    /// <param name="exemplars">How many events to look at for each, from 0 to 20.</param>
    /// <returns>Without contributors if no single cause stands out, or the bad events of the time are not known
    /// (<see cref="SloAttribution.IsKnown"/>).</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="top"/> or <paramref name="exemplars"/> is out of its
    /// range.</exception>
    public SloAttribution GetContributors(DateTimeOffset from, DateTimeOffset to, int top = 3, int exemplars = 3)
    {
        CheckNumbers(top, exemplars);
        SloTracker current = Current;
        Timeline timeline = current._history.Timeline;
        return current.NewExplainer().Explain((timeline.PositionOf(from), timeline.PositionOf(to)), top, exemplars);
    }

    /// <summary>
    /// The same for the incident of the objective's alert, up to now or to its end. It begins where bad events became more frequent, at
    /// most an hour, or the long window of the rule that fired first up to a day, before the alert fired; some seconds before that are
    /// left out of the comparison, because they may have the first events of the cause. While an alert that began as a ticket is a
    /// page, it is about what has risen to make it one.
    /// </summary>
    /// <inheritdoc cref="GetContributors(DateTimeOffset, DateTimeOffset, int, int)"/>
    /// <returns>Null if the alert has no incident, or no bad event was recorded with its properties.</returns>
    public SloAttribution? GetAlertContributors(int top = 3, int exemplars = 3)
    {
        CheckNumbers(top, exemplars);
        SloTracker current = Current;
        SloAlert alert = current._judge.Status.Alert;
        return alert.StartedAt is { } start && current.IsExplained(alert.EndedAt ?? start)
            ? Explain(current._judge, current.NewExplainer, top, exemplars) : null;
    }

    /// <summary>
    /// The same for the alert of one group (<see cref="SloObjective.AlertPerGroup"/>): among the bad events of this group, and compared
    /// with those of this group before.
    /// </summary>
    /// <inheritdoc cref="GetContributors(DateTimeOffset, DateTimeOffset, int, int)"/>
    /// <param name="group">The value of the group.</param>
    /// <param name="top">How many contributors at the most, from 1 to 10.</param>
    /// <param name="exemplars">How many events to look at for each, from 0 to 20.</param>
    /// <returns>Null if the group has no alert with an incident, or none of its bad events is kept as one of this group: 200 groups that
    /// fail are told apart.</returns>
    public SloAttribution? GetAlertContributors(string group, int top = 3, int exemplars = 3)
    {
        ArgumentNullException.ThrowIfNull(group);
        CheckNumbers(top, exemplars);
        SloTracker current = Current;
        return current._groupJudges?.Find(group) is { } judge
            ? Explain(judge.Judge, () => current.NewExplainer(group, judge), top, exemplars) : null;
    }

    private static SloAttribution? Explain(ObjectiveJudge judge, Func<Explainer?> explainer, int top, int exemplars)
    {
        SloStatus status = judge.Status;
        if (status.Alert is not { StartedAt: { } start } alert || explainer() is not { } explains)
        {
            return null;
        }

        Timeline timeline = explains.Timeline;
        (var from, var look) = (timeline.PositionOf(start), LookOf(alert.Cause));
        return judge.LastChange is { Kind: SloAlertTransitionKind.Escalated } last && alert.EndedAt is null && last.StartedAt == start
            ? explains.ExplainEscalation(from, timeline.PositionOf(last.At), timeline.Now, (look, LookOfSeverity(status)), top, exemplars)
            : explains.ExplainRise(from, timeline.PositionOf(alert.EndedAt ?? DateTimeOffset.MaxValue), look, top, exemplars);
    }

    // Not here: the evaluation of others does not wait for it.
    private SloAlertTransition? WithExplanation(SloAlertTransition? change) =>
        change is null ? null : IsFed ? WithJoinedExplanation(change) : WithExplanation(change, NewExplainer);

    // A method of its own: what a lambda captures is allocated where its method begins, and this is called at each evaluation.
    private SloAlertTransition WithJoinedExplanation(SloAlertTransition change) => WithExplanation(
        change, () => Current.IsExplained(change.At) ? Current.NewExplainer() : null, () => Current.IsLongAfter(change.At));

    private static SloAlertTransition WithExplanation(
        SloAlertTransition change, Func<Explainer?> explainer, Func<bool>? isFinal = null)
    {
        var isEscalation = change.Kind == SloAlertTransitionKind.Escalated;
        (DateTimeOffset start, DateTimeOffset at) = (change.StartedAt, change.At);
        var look = LookOf(change.Status?.Alert.Cause);
        var lookOfSeverity = change.Status is { } status ? LookOfSeverity(status) : Explainer.Shortest;
        return change with
        {
            Explanation = new DeferredAttribution(
                () => explainer() is not { } explains ? null
                    : isEscalation ? explains.ExplainEscalation(
                        explains.Timeline.PositionOf(start), explains.Timeline.PositionOf(at), explains.Timeline.PositionOf(at),
                        (look, lookOfSeverity), 3, 3)
                    : explains.ExplainRise(explains.Timeline.PositionOf(start), explains.Timeline.PositionOf(at), look, 3, 3),
                isEscalation, isFinal),
        };
    }

    // A rule with a long window may fire long after the rise. Of an incident it is the rule that fired first, also when others fire and
    // when it has ended: so that each explanation of the incident begins with the same rise.
    private static long LookOf(AlertRule? cause) =>
        Math.Clamp((cause as BurnRateRule)?.LongWindow.Ticks ?? 0, Explainer.Shortest, Explainer.Longest);

    // What made the incident more severe.
    private static long LookOfSeverity(SloStatus status) => status.Alert.Firing
        .Where(rule => rule.Rule.Severity == status.Alert.Severity)
        .Select(rule => LookOf(rule.Rule)).DefaultIfEmpty(Explainer.Shortest).Max();

    // The counts of the history leave excluded time out, so the bad events have to do the same.
    private Explainer NewExplainer()
    {
        Timeline timeline = _history.Timeline;
        var now = timeline.Now;
        JoinedBadEvents? joined = _joinedBadEvents;
        BadEventsCopy copy = (joined?.Copy ?? _badEvents.Copy()).Without(_history.ExcludedIn(now - SampleLadder.Kept, now + 1));
        return new()
        {
            Copy = copy,
            Timeline = timeline,
            Since = joined?.SinceWith(EventsIn) ?? _badEvents.Since,
            Period = Objective.Period.LongestLength.Ticks,
            EventsIn = EventsIn,
            GoodIn = time => joined?.GoodIn(copy, time, EventsIn) ?? GoodIn(copy, time),
            Covers = time => !IsFed || joined?.Covers(time, CountsIn) == true,

            // Nothing is published of a fleet that has no trouble. Then there is nothing to know.
            CoversAll = time => !IsFed || (joined?.CoversAll(time, CountsIn) ?? CountsIn(time).Bad == 0),
        };
    }

    // Of a group that is known by its bad events.
    private Explainer? NewExplainer(string name, GroupJudge group)
    {
        Explainer all = NewExplainer();
        return all.Copy.Of(name) is not { } copy || _groups is not { } groups ? null : new()
        {
            Copy = copy,
            Timeline = all.Timeline,
            Since = Math.Max(Math.Max(all.Since, group.Since), groups.Find(name).Since),
            Period = all.Period,
            EventsIn = time => CountsIn(group.Judge, new(all.Timeline.Now, groups.Find(name).Total), time).Total,
        };
    }

    private long EventsIn((long From, long To) time) => CountsIn(_judge, Now(), time).Total;

    // Of groups and cohorts the good events are counted, of cohorts for an hour. Only if these are nearly all, their shares are those of
    // all good events. Both are counted by the minute, so whole minutes are compared.
    private Dictionary<int, GoodShares> GoodIn(BadEventsCopy copy, (long From, long To) explained)
    {
        const long Minute = TimeSpan.TicksPerMinute;
        (long From, long To) time = (
            explained.From - (explained.From % Minute),
            Math.Max(explained.To, Math.Min(_history.Timeline.Now, explained.To - (explained.To % Minute) + Minute)));
        Dictionary<int, GoodShares> shares = [];
        Add(SloDimension.Cohort, Math.Max(time.From, _cohorts.KnownSince), _cohorts.Between);
        if (_groups is { } groups)
        {
            Add(SloDimension.Group, time.From, groups.Between);
        }

        return shares;

        void Add(
            SloDimension dimension, long from, Func<(long From, long To), IReadOnlyList<(string Name, SloEventCounts Events)>> between)
        {
            if (from > time.To)
            {
                return;
            }

            if (GoodShares.Of(
                copy, (int)dimension, between((from, time.To)), EventsIn((from, time.To)), from > time.From ? from : null) is { } known)
            {
                shares[(int)dimension] = known;
            }
        }
    }

    private static void CheckNumbers(int top, int exemplars)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(top, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(top, 10);
        ArgumentOutOfRangeException.ThrowIfNegative(exemplars);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(exemplars, 20);
    }
}
