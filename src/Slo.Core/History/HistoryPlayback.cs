using Slo.Windows;

namespace Slo.History;

/// <summary>Makes a history of steps, as if their events had been counted then. What lies between two steps was not observed.</summary>
internal static class HistoryPlayback
{
    /// <param name="objective">Whose history.</param>
    /// <param name="worth">What a slice of time with these events is worth; null where the budget counts events.</param>
    /// <param name="steps">In order of time, none of them overlapping another; positions and events.</param>
    /// <param name="later">What was counted after the steps, or null. All of it is kept.</param>
    internal static HistoryState Play(
        SloObjective objective, Func<SloEventCounts, SloEventCounts>? worth,
        IReadOnlyList<(long From, long To, SloEventCounts Events)> steps, HistoryState? later)
    {
        Timeline timeline = new(new StandingClock(steps[0].From));
        ObjectiveHistory history = new(objective, worth, timeline, keepsEveryMinute: false);
        SloEventCounts counts = default;
        foreach ((long from, long to, SloEventCounts events) in steps)
        {
            SkipTo(from);
            counts += events;
            history.Advance(new TimelineStep(to, to, ClockStep.None), counts);
        }

        if (later is null)
        {
            return history.Capture();
        }

        // With the boundaries that the objective keeps as it is declared now.
        HistoryState own = new ObjectiveHistory(objective, worth, timeline, keepsEveryMinute: false, later).Capture();
        SkipTo(own.Events.Known.Position);
        return own.After(history.Capture());

        void SkipTo(long position)
        {
            if (history.Last.Position is var last && last < position)
            {
                history.Advance(new TimelineStep(last, position, ClockStep.None), counts);
            }
        }
    }

    /// <summary>The clock of a timeline whose positions are given.</summary>
    private sealed class StandingClock(long position) : TimeProvider
    {
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => 0;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(position);
    }
}
