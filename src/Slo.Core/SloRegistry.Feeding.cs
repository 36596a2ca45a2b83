using Slo.Attribution;
using Slo.Tracking;
using Slo.Windows;

namespace Slo;

/// <content>Counts from outside.</content>
public sealed partial class SloRegistry
{
    /// <summary>
    /// Adds events that were counted elsewhere, in the time in which they happened, and evaluates each step. The objective does not follow
    /// the clock: its windows end where its data end, so that the delay of a source bends no window.
    /// </summary>
    /// <remarks>
    /// <para>Steps before <see cref="SloTracker.FedUntil"/> are added to what is known of that time, which counts as observed from then on;
    /// alerts that they would have raised then are not raised. Steps older than the period are dropped. A step that was fed already is
    /// added once more: the caller must keep track of what it fed.</para>
    /// <para>The first feed is the history of the objective: it raises no alert but the one that is due at its end.</para>
    /// <para>Thread-safe. Waits for an evaluation, never for recording.</para>
    /// </remarks>
    /// <param name="name">Of the objective, compared without case.</param>
    /// <param name="steps">In any order; of the same stretch of time there may be several, other ones do not overlap.</param>
    /// <param name="until">Up to when the events are known now, UTC. What the steps leave out before it was not observed. Nothing happens
    /// if it is known already.</param>
    /// <exception cref="KeyNotFoundException">No such objective.</exception>
    /// <exception cref="InvalidOperationException">The objective is not fed: it counts the events of this process.</exception>
    /// <exception cref="ArgumentException">A step has no length, begins before 1970, overlaps another one, has a negative count, or ends
    /// after
    /// <paramref name="until"/>.</exception>
    public void Feed(string name, IEnumerable<SloHistoryStep> steps, DateTimeOffset until)
    {
        ArgumentNullException.ThrowIfNull(steps);
        (long From, long To, SloEventCounts Events)[] all = FedSteps.Read(steps, until);
        var end = FedSteps.PositionOf(until);
        lock (_evaluation)
        {
            _context.PastSlices.Renew(_context.Timeline.Now, _trackers.Length);
            lock (_gate)
            {
                SloTracker tracker = GetFed(name);
                if (!tracker.HasData && all.Length > 0)
                {
                    tracker = BeginFeed(tracker, all);
                    all = [];
                }
                else if (tracker.HasData)
                {
                    var kept = tracker.KeptSince;
                    tracker = AddBefore(tracker, all);
                    (LateEvents? late, all) = FedSteps.Divide(all, kept, tracker.DataPosition, tracker.IsObserved);
                    tracker = late is null ? tracker : Succeed(tracker, tracker.With(late, _context));
                }

                tracker.Feed(all, end, _buffer, _alerts);
                NotePeriod(tracker);
                NotePeriods();
                _snapshot = null;
            }
        }
    }

    /// <summary>
    /// Gives what several processes keep of their bad events to an objective that is fed with their counts. From then on its alerts have
    /// contributors (<see cref="SloTracker.GetAlertContributors(int, int)"/>, <see cref="SloAlertTransition.Attribution"/>), and a process
    /// may be one of them.
    /// </summary>
    /// <remarks>Thread-safe; some milliseconds for each ten processes, without a lock that an evaluation waits for.</remarks>
    /// <param name="name">Of the objective, compared without case.</param>
    /// <param name="processes">Of all processes, by the same clock as the counts (<see cref="SloTracker.CaptureBadEvents"/>): in place of
    /// those given before. None: nothing is known any more.</param>
    /// <exception cref="KeyNotFoundException">No such objective.</exception>
    /// <exception cref="InvalidOperationException">The objective is not fed: it has bad events of its own.</exception>
    public void FeedBadEvents(string name, IReadOnlyList<SloBadEvents> processes)
    {
        ArgumentNullException.ThrowIfNull(processes);
        SloTracker tracker;
        lock (_gate)
        {
            tracker = GetFed(name);
        }

        JoinedBadEvents? joined = tracker.Join(processes);
        lock (_gate)
        {
            // Another tracker may have taken its place.
            GetFed(name).KeepBadEvents(joined);
        }
    }

    private SloTracker GetFed(string name)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        SloTracker tracker = Get(name);
        return tracker.IsFed ? tracker : throw new InvalidOperationException(
            $"'{tracker.Objective.Name}' counts the events of this process, and is not fed; see the parameter isFed of SloRegistry.");
    }

    // Its history is played without evaluation: what it would have alerted on is over.
    private SloTracker BeginFeed(SloTracker tracker, (long From, long To, SloEventCounts Events)[] steps)
    {
        SloObjective objective = tracker.Objective;
        var state = SloObjectiveState.FromSteps(objective, steps.Select(FedSteps.StepOf));
        SloTracker next = Succeed(tracker, tracker.Continue(state, _context, state.History.Last.Counts));
        if (_exclusions.Count > 0 || _overrides.Count > 0)
        {
            Amend(next);
        }

        return next;
    }

    // Some of what was counted first may become known last. Where boundaries were overwritten, what lies before is older than the period.
    private SloTracker AddBefore(SloTracker tracker, (long From, long To, SloEventCounts Events)[] steps)
    {
        SloHistoryStep[] before = [.. FedSteps.Before(steps, tracker.KeptSince).Select(FedSteps.StepOf)];
        if (before.Length == 0 || !tracker.KeepsBegin)
        {
            return tracker;
        }

        var state = SloObjectiveState.FromSteps(tracker.Objective, before, tracker.Capture(null));
        SloEventCounts own = before.Aggregate(tracker.OwnTotal, (sum, step) => sum + step.Events);
        return Succeed(tracker, tracker.Continue(state, _context, own));
    }

    private SloTracker Succeed(SloTracker tracker, SloTracker next)
    {
        _byName[next.Objective.Name] = next;
        SetTrackers([.. _trackers.Select(other => other == tracker ? next : other)]);
        tracker.Close(next);
        return next;
    }
}
