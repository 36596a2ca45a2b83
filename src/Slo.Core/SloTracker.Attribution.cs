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
        return current.Explain(current._badEvents.Copy(), timeline.PositionOf(from), timeline.PositionOf(to), gap: 0, top, exemplars);
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
        BadEventsCopy copy = _badEvents.Copy();
        if (copy.Buckets.Length == 0)
        {
            return null;
        }

        var to = Math.Min(timeline.Now, timeline.PositionOf(end));
        var from = Onset.Find(copy.Buckets, timeline.PositionOf(start), to, ShortestComparison, _badEvents.Since);
        var gap = copy.Buckets.LastOrDefault(bucket => bucket.Start < from) is { } bucket ? from - bucket.Start : 0;
        return Explain(copy, from, to, Math.Min(gap, ShortestComparison), top, exemplars);
    }

    private SloAttribution Explain(BadEventsCopy copy, long from, long to, long gap, int top, int exemplars)
    {
        Timeline timeline = _history.Timeline;
        var now = timeline.Now;
        to = Math.Clamp(to, now - SampleLadder.Kept, now);
        from = Math.Clamp(from, now - SampleLadder.Kept, to);
        var until = from - gap;
        var before = until - Math.Clamp((to - from) * Comparison, ShortestComparison, LongestComparison);

        // Both events and bad events are known of the same time only.
        before = Math.Min(until, Math.Max(Math.Max(before, _badEvents.Since), now - Objective.Period.LongestLength.Ticks));
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
