using Slo.Attribution;
using Slo.Windows;

namespace Slo;

/// <content>Why events are bad.</content>
public sealed partial class SloTracker
{
    private const long ShortestComparison = TimeSpan.TicksPerHour;
    private const long LongestComparison = TimeSpan.TicksPerDay;
    private const int Comparison = 8;

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
    /// <returns>Without contributors if no single cause stands out.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="top"/> or <paramref name="exemplars"/> is out of its
    /// range.</exception>
    public SloAttribution GetContributors(DateTimeOffset from, DateTimeOffset to, int top = 3, int exemplars = 3)
    {
        CheckNumbers(top, exemplars);
        SloTracker current = Current;
        Timeline timeline = current._history.Timeline;
        return current.Explain(
            current.CopyBadEvents(), (timeline.PositionOf(from), timeline.PositionOf(to)), gap: 0, top, exemplars);
    }

    /// <summary>
    /// The same for the incident of the objective's alert, up to now or to its end. It begins where bad events became more frequent, at
    /// most an hour before the alert fired; some seconds before that are left out of the comparison, because they may have the first
    /// events of the cause.
    /// </summary>
    /// <inheritdoc cref="GetContributors(DateTimeOffset, DateTimeOffset, int, int)"/>
    /// <returns>Null if the alert has no incident, or no bad event was recorded with its properties.</returns>
    public SloAttribution? GetAlertContributors(int top = 3, int exemplars = 3)
    {
        CheckNumbers(top, exemplars);
        SloTracker current = Current;
        return current.Status.Alert is { StartedAt: { } start } alert
            ? current.ExplainRise(start, alert.EndedAt ?? DateTimeOffset.MaxValue, top, exemplars) : null;
    }

    // Not here: the evaluation of others does not wait for it.
    private SloAlertTransition? WithExplanation(SloAlertTransition? change) => change is null ? null : change with
    {
        Explanation = new Lazy<SloAttribution?>(() => ExplainRise(change.StartedAt, change.At, top: 3, exemplars: 3)),
    };

    private SloAttribution? ExplainRise(DateTimeOffset start, DateTimeOffset end, int top, int exemplars)
    {
        Timeline timeline = _history.Timeline;
        BadEventsCopy copy = CopyBadEvents();
        if (copy.Buckets.Length == 0)
        {
            return null;
        }

        var to = Math.Min(timeline.Now, timeline.PositionOf(end));
        var from = Onset.Find(copy, _badEvents.Since, timeline.PositionOf(start), to, ShortestComparison);
        var gap = copy.Buckets.LastOrDefault(bucket => bucket.Start < from) is { } bucket && bucket.End >= from ? from - bucket.Start : 0;
        return Explain(copy, (from, to), Math.Min(gap, ShortestComparison), top, exemplars);
    }

    // The counts of the history leave excluded time out, so the bad events have to do the same.
    private BadEventsCopy CopyBadEvents()
    {
        var now = _history.Timeline.Now;
        return _badEvents.Copy().Without(_history.ExcludedIn(now - SampleLadder.Kept, now + 1));
    }

    private SloAttribution Explain(BadEventsCopy copy, (long From, long To) asked, long gap, int top, int exemplars)
    {
        Timeline timeline = _history.Timeline;
        var now = timeline.Now;
        var kept = now - SampleLadder.Kept;
        var to = Math.Clamp(asked.To, kept, now);
        var from = Math.Min(to, Math.Max(asked.From, Math.Max(kept, _badEvents.Since)));
        var until = from - gap;
        var length = Math.Clamp((to - from) * Comparison, ShortestComparison, LongestComparison);

        // As much time that counts, where that is near enough.
        var before = until - length - Math.Min(LongestComparison, length - copy.Length(until - length, until));

        // Both events and bad events are known of the same time only.
        before = Math.Max(Math.Max(before, kept), Math.Max(_badEvents.Since, now - Objective.Period.LongestLength.Ticks));
        before = Math.Min(until, before);
        Explanation explanation = new(copy, (before, until), (from, to), Growth((before, until), (from, to)), timeline);
        return explanation.Make(top, exemplars);
    }

    // How many events there are now for each one before.
    private double Growth((long From, long To) before, (long From, long To) now)
    {
        var earlier = EventsIn(before);
        return earlier > 0 ? (double)EventsIn(now) / earlier : 0;
    }

    private long EventsIn((long From, long To) time) =>
        _judge.BudgetSpending(Now(), (_history.Timeline.InstantOf(time.From), _history.Timeline.InstantOf(time.To))).Events.Total;

    private static void CheckNumbers(int top, int exemplars)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(top, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(top, 10);
        ArgumentOutOfRangeException.ThrowIfNegative(exemplars);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(exemplars, 20);
    }
}
