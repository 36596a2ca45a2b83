namespace Slo;

/// <content>The state that passes from one process to the next.</content>
public sealed partial class SloRegistry
{
    // From Restore, until an objective continues from it.
    private readonly Dictionary<string, SloObjectiveState> _pending = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// What every objective has counted and the state of its alert, as of the last call of <see cref="Evaluate"/>, without groups and
    /// reasons. Waits for an evaluation, never for recording.
    /// </summary>
    /// <param name="before">States of earlier calls: of an objective that continues one of them, only what is new since then.</param>
    public IReadOnlyList<SloObjectiveState> Capture(IEnumerable<SloObjectiveState>? before = null)
    {
        Dictionary<string, SloObjectiveState> known = new(StringComparer.OrdinalIgnoreCase);
        foreach (SloObjectiveState state in before ?? [])
        {
            known[state.Name] = state;
        }

        lock (_evaluation)
        {
            return [.. _trackers.Select(tracker => tracker.Capture(known.GetValueOrDefault(tracker.Objective.Name)))];
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
    /// objective has counted already counts after that gap. An alert that still fires is reported once more, as fired.
    /// </summary>
    /// <param name="states">Of <see cref="Capture"/>, in their order: of one objective the complete state first, and then what came
    /// next.</param>
    /// <returns>The states that do not continue the one before them, or have none. They are left out, and so is what came after
    /// them.</returns>
    public IReadOnlyList<SloObjectiveState> Restore(IEnumerable<SloObjectiveState> states)
    {
        ArgumentNullException.ThrowIfNull(states);
        (Dictionary<string, SloObjectiveState> whole, List<SloObjectiveState> unmatched) = Join(states);

        // No evaluation in between: the timeline moves.
        lock (_evaluation)
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_isDisposed, this);
                foreach (SloObjectiveState state in whole.Values)
                {
                    _pending[state.Name] = state;
                    _timeline.ContinueFrom(state.Position);
                }

                TakeUp([.. whole.Values]);
                SetTrackers([.. _trackers.Select(Continue)]);
            }
        }

        return unmatched;
    }

    private static (Dictionary<string, SloObjectiveState> Whole, List<SloObjectiveState> Unmatched) Join(
        IEnumerable<SloObjectiveState> states)
    {
        Dictionary<string, SloObjectiveState> whole = new(StringComparer.OrdinalIgnoreCase);
        List<SloObjectiveState> unmatched = [];
        HashSet<string> broken = new(StringComparer.OrdinalIgnoreCase);
        foreach (SloObjectiveState state in states)
        {
            SloObjectiveState? before = broken.Contains(state.Name) ? null : whole.GetValueOrDefault(state.Name);
            if ((state.IsComplete ? state : before?.Append(state)) is { } joined)
            {
                broken.Remove(state.Name);
                whole[state.Name] = joined;
            }
            else
            {
                broken.Add(state.Name);
                unmatched.Add(state);
            }
        }

        return (whole, unmatched);
    }

    // Under the gate.
    private SloTracker Continue(SloTracker tracker)
    {
        SloObjective objective = tracker.Objective;
        if (!_pending.TryGetValue(objective.Name, out SloObjectiveState? state) || state.CountingKey != objective.CountingKey)
        {
            return tracker;
        }

        SloTracker next = Begin(objective, predecessor: tracker);
        next.Record(tracker.OwnTotal.Good, tracker.OwnTotal.Bad);
        return next;
    }

    // Under the gate.
    private SloTracker Create(SloObjective objective)
    {
        SloObjectiveState? state =
            _pending.Remove(objective.Name, out SloObjectiveState? kept) && kept.CountingKey == objective.CountingKey ? kept : null;
        SloTracker tracker = new(objective, Set, _cells, _timeline, _time, _rejected, _keepsEveryMinute, state);
        if (_exclusions.Count > 0 || _overrides.Count > 0)
        {
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
}
