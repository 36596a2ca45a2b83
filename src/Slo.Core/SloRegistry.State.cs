namespace Slo;

/// <content>What is kept from one process to the next.</content>
public sealed partial class SloRegistry
{
    private readonly Dictionary<string, SloObjectiveState> _kept = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// What every objective has counted and how its alert stands, as of the last call of <see cref="Evaluate"/>. Groups and reasons are not
    /// kept. Waits for an evaluation, never for recording.
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

    /// <summary>
    /// Goes on from what another process counted. Objectives that are tracked, or are added later, and whose events are counted as they
    /// were (<see cref="SloObjectiveState.CountingKey"/>) go on from there, once; the time in between counts as not observed. Any other
    /// begins anew. What such an objective has counted already is counted after the gap. An alert that still fires is told again, as fired.
    /// </summary>
    /// <param name="states">Of <see cref="Capture"/>, in their order: of one objective the complete state first, and then what came
    /// next.</param>
    /// <returns>The states that do not continue the one before them, or have none. They are left out, and so is what came after
    /// them.</returns>
    public IReadOnlyList<SloObjectiveState> Restore(IEnumerable<SloObjectiveState> states)
    {
        ArgumentNullException.ThrowIfNull(states);
        (Dictionary<string, SloObjectiveState> whole, List<SloObjectiveState> strays) = Join(states);

        // No evaluation in between: the timeline moves.
        lock (_evaluation)
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_isDisposed, this);
                foreach (SloObjectiveState state in whole.Values)
                {
                    _kept[state.Name] = state;
                    _timeline.ContinueFrom(state.Position);
                }

                SetTrackers([.. _trackers.Select(GoOn)]);
            }
        }

        return strays;
    }

    private static (Dictionary<string, SloObjectiveState> Whole, List<SloObjectiveState> Strays) Join(IEnumerable<SloObjectiveState> states)
    {
        Dictionary<string, SloObjectiveState> whole = new(StringComparer.OrdinalIgnoreCase);
        List<SloObjectiveState> strays = [];
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
                strays.Add(state);
            }
        }

        return (whole, strays);
    }

    // Under the gate.
    private SloTracker GoOn(SloTracker tracker)
    {
        SloObjective objective = tracker.Objective;
        if (!_kept.TryGetValue(objective.Name, out SloObjectiveState? state) || state.CountingKey != objective.CountingKey)
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
            _kept.Remove(objective.Name, out SloObjectiveState? kept) && kept.CountingKey == objective.CountingKey ? kept : null;
        SloTracker tracker = new(objective, Set, _cells, _timeline, _time, _rejected, _keepsEveryMinute, state);

        // Handlers and receivers of this process do not know of it yet.
        if (state is not null && tracker.TellAgain() is { } transition)
        {
            _alerts.Add(transition);
        }

        return tracker;
    }
}
