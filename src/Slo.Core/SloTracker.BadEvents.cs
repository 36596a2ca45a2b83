using Slo.Attribution;
using Slo.Judging;
using Slo.Windows;

namespace Slo;

/// <content>The bad events of several processes.</content>
public sealed partial class SloTracker
{
    // Of an objective that is fed; null: nothing is known.
    private volatile JoinedBadEvents? _joinedBadEvents;

    // Bad events may be known before the counts are, but not much.
    private const long MostAhead = 10 * TimeSpan.TicksPerMinute;

    // What explains an alert must be of about the time of the alert, and does not come any more long after it.
    private const long MostBehind = TimeSpan.TicksPerMinute;
    private const long LongestAwaited = 15 * TimeSpan.TicksPerMinute;

    /// <summary>
    /// Takes what this process keeps of its bad events, for <see cref="SloRegistry.FeedBadEvents"/> of a registry over the events of
    /// several processes.
    /// </summary>
    /// <remarks>Any thread; a millisecond or two. Excluded time is left out by the one who explains.</remarks>
    /// <param name="instance">The name of the process: the value of <see cref="SloDimension.Instance"/> of events that have none; cut to
    /// 128 characters.</param>
    /// <param name="clockOffset">The clock by which all processes are compared, less the clock of this one.</param>
    /// <param name="maximumEvents">How many bad events at most, from 1 to <see cref="SloBadEvents.MostEvents"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maximumEvents"/> is out of its range.</exception>
    public SloBadEvents CaptureBadEvents(
        string instance, TimeSpan clockOffset = default, int maximumEvents = SloBadEvents.MostEvents)
    {
        ArgumentException.ThrowIfNullOrEmpty(instance);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumEvents, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maximumEvents, SloBadEvents.MostEvents);
        SloTracker current = Current;
        var name = SloText.OneLine(instance, ValueTable.LongestValue);
        Timeline timeline = current._history.Timeline;
        var now = timeline.Now;
        var shift = timeline.InstantOf(now).UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks - now + clockOffset.Ticks;
        EventMinutes minutes = EventMinutes.Of(now, shift, (dimension, time) => dimension switch
        {
            SloDimension.Instance => [(name, current.CountsIn(time))],
            SloDimension.Cohort => current._cohorts.Between(time),
            _ => current._groups?.Between(time) ?? [],
        });
        return new(
            name, current._badEvents.Since + shift, now + shift,
            current._badEvents.Copy().Thinned(maximumEvents).Shifted(shift), minutes.Shifted(shift));
    }

    /// <summary>What several processes gave, on the timeline of this tracker and of those that continue it; null: nothing.</summary>
    internal JoinedBadEvents? Join(IReadOnlyList<SloBadEvents> processes)
    {
        Timeline timeline = _history.Timeline;
        var shift = timeline.PositionOf(DateTimeOffset.UnixEpoch);

        // Left from when the clock was ahead: nothing of it can be compared.
        SloBadEvents[] past = [.. processes.Where(one => one.Position + shift <= timeline.Now + MostAhead)];
        return past.Length == 0 ? null : new(past, shift);
    }

    /// <summary>Keeps it, in place of what they gave before.</summary>
    internal void KeepBadEvents(JoinedBadEvents? joined) => _joinedBadEvents = joined;

    // Of an alert of a fleet: only what the processes gave since it fired says why.
    private bool IsExplained(DateTimeOffset at) => _origin.Scope != SloScope.Fleet
        || (_joinedBadEvents is { } joined && joined.AsOf >= _history.Timeline.PositionOf(at) - MostBehind);

    private bool IsLongAfter(DateTimeOffset at) =>
        _origin.Scope != SloScope.Fleet || _history.Timeline.Now > _history.Timeline.PositionOf(at) + LongestAwaited;

    private SloEventCounts CountsIn((long From, long To) time) => CountsIn(_judge, Now(), time);

    private SloEventCounts CountsIn(ObjectiveJudge judge, in Reading now, (long From, long To) time) =>
        judge.BudgetSpending(now, (_history.Timeline.InstantOf(time.From), _history.Timeline.InstantOf(time.To))).Events;
}
