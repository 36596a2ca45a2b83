using Slo.Attribution;
using Slo.Judging;
using Slo.Windows;

namespace Slo;

/// <content>The bad events of several processes.</content>
public sealed partial class SloTracker
{
    // Of an objective that is fed; null: nothing is known.
    private volatile JoinedBadEvents? _joinedBadEvents;

    /// <summary>
    /// Takes what this process keeps of its bad events, for <see cref="SloRegistry.FeedBadEvents"/> of a registry over the events of
    /// several processes.
    /// </summary>
    /// <remarks>Any thread; a millisecond or two. Excluded time is left out by the one who explains.</remarks>
    /// <param name="instance">The name of the process: the value of <see cref="SloDimension.Instance"/> of events that have none; cut to
    /// 128 characters.</param>
    /// <param name="clockOffset">The clock by which all processes are compared, less the clock of this one.</param>
    public SloBadEvents CaptureBadEvents(string instance, TimeSpan clockOffset = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instance);
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
            current._badEvents.Copy().Thinned(SloBadEvents.MostEvents).Shifted(shift), minutes.Shifted(shift));
    }

    /// <summary>What several processes gave, on the timeline of this tracker and of those that continue it.</summary>
    internal JoinedBadEvents Join(IReadOnlyList<SloBadEvents> processes) =>
        JoinedBadEvents.Of(processes, _history.Timeline.PositionOf(DateTimeOffset.UnixEpoch));

    /// <summary>Keeps it, in place of what they gave before.</summary>
    internal void KeepBadEvents(JoinedBadEvents? joined) => _joinedBadEvents = joined;

    private SloEventCounts CountsIn((long From, long To) time) => CountsIn(_judge, Now(), time);

    private SloEventCounts CountsIn(ObjectiveJudge judge, in Reading now, (long From, long To) time) =>
        judge.BudgetSpending(now, (_history.Timeline.InstantOf(time.From), _history.Timeline.InstantOf(time.To))).Events;
}
