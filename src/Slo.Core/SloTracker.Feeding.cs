using Slo.Alerting;
using Slo.Evaluation;
using Slo.History;
using Slo.Judging;
using Slo.Tracking;
using Slo.Windows;

namespace Slo;

/// <content>Counts from outside: of a fleet, or of a system that has them already.</content>
public sealed partial class SloTracker
{
    // Whether the clock of the data stands where data end, and not where the tracker began.
    private volatile bool _hasData;

    /// <summary>
    /// Up to when events are known, UTC, of an objective that is fed (<see cref="SloRegistry.Feed"/>); null before the first feed, and for
    /// all other objectives.
    /// </summary>
    public DateTimeOffset? FedUntil =>
        Current is { _hasData: true } current ? current._history.Timeline.InstantOf(current.DataPosition) : null;

    /// <summary>Whether its counts are fed from outside (<see cref="SloRegistry.Feed"/>), and it does not follow the clock.</summary>
    public bool IsFed => _data is not null;

    internal bool HasData => _hasData;

    /// <summary>The position up to which events are known. Of one that is fed.</summary>
    internal long DataPosition => _data!.Position;

    /// <summary>The position from which on events are kept. Under the registry's evaluation lock.</summary>
    internal long KeptSince => _history.KnownSince;

    /// <summary>Whether nothing was overwritten yet of what is kept. Under the registry's evaluation lock.</summary>
    internal bool KeepsBegin => _history.KeepsBegin;

    /// <summary>Whether all of a stretch was observed. Under the registry's evaluation lock.</summary>
    internal bool IsObserved(long from, long to) => _history.WasObserved(from, to);

    /// <summary>Adds events after those that are known, and moves up to a position. Under the registry's evaluation lock.</summary>
    /// <param name="steps">In order of time, none before the position up to which events are known.</param>
    /// <param name="until">Where to move; what lies between the steps was not observed.</param>
    /// <param name="buffer">Where evaluations are written before they are published.</param>
    /// <param name="changes">Receives what happens to the alert.</param>
    internal void Feed(
        IEnumerable<(long From, long To, SloEventCounts Events)> steps, long until, EvaluationBuffer buffer, AlertFeed changes)
    {
        var isMoved = false;
        foreach ((long from, long to, SloEventCounts events) in steps)
        {
            SkipTo(from);
            Record(events.Good, events.Bad);
            MoveTo(to, isObserved: true);
        }

        SkipTo(until);
        if (!isMoved)
        {
            // What it continues may differ from what was published.
            MoveTo(DataPosition, isObserved: true);
        }

        void SkipTo(long position)
        {
            if (position > DataPosition)
            {
                MoveTo(position, isObserved: false);
            }
        }

        void MoveTo(long position, bool isObserved)
        {
            TimelineStep step = new(isObserved ? position : DataPosition, position, ClockStep.None);
            isMoved = true;
            _data!.Position = position;
            if (Move(step, buffer) is { } transition)
            {
                changes.Add(transition);
            }
        }
    }

    /// <summary>The tracker that continues this one with other events beside its own. Under the registry's evaluation lock.</summary>
    /// <param name="late">Events of the time that is kept.</param>
    /// <param name="context">What all trackers of the registry share.</param>
    internal SloTracker With(LateEvents late, TrackerContext context)
    {
        SloObjective objective = _judge.Objective;
        (HistoryState history, Func<long, HistoryCounts> added) = _history.CaptureWith(late);
        JudgeState judge = _judge.Capture().With(instant => added(_history.Timeline.PositionOf(instant)));
        SloObjectiveState state = new(
            objective.Name, Key.CountingKey, _history.Timeline.InstantOf(history.Position), isComplete: true, history, judge);
        SloTracker next = Continue(state, context, OwnTotal + late.Until(long.MaxValue));
        next._anomalies.Continue(_anomalies);
        return next;
    }

    /// <summary>The tracker that takes the place of this one. Under the registry's evaluation lock.</summary>
    /// <param name="state">What it continues.</param>
    /// <param name="context">What all trackers of the registry share.</param>
    /// <param name="own">What of it this process counted.</param>
    internal SloTracker Continue(SloObjectiveState state, TrackerContext context, SloEventCounts own)
    {
        SloTracker next = new(_judge.Objective, context, state, new DataClock(state.Position), own);
        next._judge.SourceWarning = _judge.SourceWarning;
        next._joinedBadEvents = _joinedBadEvents;
        return next;
    }
}
