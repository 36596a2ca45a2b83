using Slo.State;
using Slo.Windows;

namespace Slo;

/// <content>The state that passes from one process to the next.</content>
public sealed partial class SloRegistry
{
    private readonly WaitingStates _waiting = new();

    /// <summary>
    /// What every objective has counted and the state of its alert, as of the last call of <see cref="Evaluate"/>, without groups and
    /// reasons; and the states that no objective continues, for as long as they can count: of objectives that are gone, or that count
    /// other events since. Waits for an evaluation, never for recording.
    /// </summary>
    /// <param name="before">States of earlier calls: of an objective that continues one of them, only what is new since then.</param>
    public IReadOnlyList<SloObjectiveState> Capture(IEnumerable<SloObjectiveState>? before = null)
    {
        Dictionary<StateKey, SloObjectiveState> known = [];
        foreach (SloObjectiveState state in before ?? [])
        {
            known[StateKey.Of(state)] = state;
        }

        lock (_evaluation)
        {
            SloTracker[] trackers;
            SloObjectiveState[] waiting;
            lock (_gate)
            {
                trackers = _trackers;
                _waiting.RemoveExpired(_time.GetUtcNow());
                waiting = [.. _waiting.All.Where(state => known.GetValueOrDefault(StateKey.Of(state))?.Position != state.Position)];
            }

            return [.. trackers.Select(tracker => tracker.Capture(known.GetValueOrDefault(tracker.Key))), .. waiting];
        }
    }

    /// <summary>The same of one objective, complete; null if there is none of this name.</summary>
    /// <param name="name">Compared without case.</param>
    public SloObjectiveState? CaptureOne(string name)
    {
        lock (_evaluation)
        {
            return TryGet(name, out SloTracker? tracker) ? tracker.Capture(null) : null;
        }
    }

    /// <summary>
    /// Continues from what another process counted. This applies to every objective, tracked now or added later, that has the
    /// <see cref="SloObjectiveState.CountingKey"/> of its state; any other begins anew. The time in between was not observed. What the
    /// objective has counted already counts after that gap. An alert that still fires is reported once more, as fired. What no objective
    /// continues waits until it has expired, at most 10,000 states.
    /// </summary>
    /// <param name="states">Of <see cref="Capture"/>, in their order: of one objective the complete state first, and then what came
    /// next. Of two complete states of the same counts, the later one is taken, unless the earlier one has more events.</param>
    /// <returns>The states that do not continue the one before them, or have none. They are left out, and so is what came after
    /// them.</returns>
    public IReadOnlyList<SloObjectiveState> Restore(IEnumerable<SloObjectiveState> states)
    {
        ArgumentNullException.ThrowIfNull(states);
        var joined = JoinedStates.Of(states);
        SloObjectiveState[] whole = [.. joined.Whole()];

        // No evaluation in between: the timeline moves.
        lock (_evaluation)
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_isDisposed, this);
                foreach (SloObjectiveState state in whole)
                {
                    _waiting.Add(state);
                    _context.Timeline.ContinueFrom(state.Position);
                }

                TakeUp(whole);
                SetTrackers([.. _trackers.Select(Continue)]);
            }
        }

        return joined.Unmatched;
    }

    // Under the gate.
    private SloTracker Continue(SloTracker tracker)
    {
        SloObjective objective = tracker.Objective;
        if (!_waiting.Has(objective))
        {
            return tracker;
        }

        SloTracker next = Begin(objective, predecessor: tracker);
        if (!next.IsFed)
        {
            next.Record(tracker.OwnTotal.Good, tracker.OwnTotal.Bad);
        }

        return next;
    }

    // Under the gate.
    private SloTracker Create(SloObjective objective)
    {
        SloObjectiveState? state = _waiting.Take(objective);
        SloTracker tracker = _isFed(objective)
            ? new(objective, _context, state, new DataClock(state?.Position ?? _context.Timeline.Now))
            : new(objective, _context, state);

        // The process runs: a tracker does not begin in a gap.
        _createdAt = _context.Timeline.Now;
        if (_exclusions.Count > 0 || _overrides.Count > 0 || state is { Exclusions.Count: > 0 } or { TargetOverrides.Count: > 0 })
        {
            // What was decided since the state, or taken back.
            Amend(tracker);
        }

        if (state?.TargetRatio is { } before)
        {
            NoteTarget(objective.Name, before, objective.TargetRatio);
        }

        // Handlers and receivers of this process do not have it yet.
        if (state is not null && tracker.RepeatFiring() is { } transition)
        {
            _alerts.Add(transition);
        }

        return tracker;
    }

    // Under both locks: it may return, or count again what it counted before.
    private void KeepWaiting(SloTracker tracker, SloTracker? successor)
    {
        // What a fleet counted is kept by all of it together, and fed again.
        if (Scope == SloScope.Fleet)
        {
            return;
        }

        SloObjectiveState state = tracker.Capture(null);
        if (state.History.Last.Counts.Total > 0 && state.CountingKey != successor?.Objective.CountingKey)
        {
            _waiting.Add(state);
        }
    }
}
