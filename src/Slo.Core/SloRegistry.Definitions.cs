namespace Slo;

/// <content>Replaces definitions at run time.</content>
public sealed partial class SloRegistry
{
    /// <summary>
    /// Replaces all objectives at once. Where only the target, the rules or texts changed, the history is kept, and what happens from
    /// now on is judged by the new target; where the indicator, threshold, period or budgeting changed, or whether it is fed, the
    /// objective restarts; others are removed. What an objective counted that restarts or is removed waits until it has expired, and is
    /// continued if the objective returns.
    /// </summary>
    /// <param name="objectives">All objectives from now on.</param>
    /// <exception cref="SloDefinitionException">Two have the same name; nothing was changed.</exception>
    public SloDefinitionChanges Replace(IReadOnlyList<SloObjective> objectives)
    {
        ArgumentNullException.ThrowIfNull(objectives);
        SloFinding[] twice = [.. objectives.GroupBy(objective => objective.Name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .Select(group => SloFinding.Error(
                SloFindingCodes.DuplicateName, $"is declared {group.Count()} times; give each a name of its own", "name")
                with { Objective = group.Key })];
        if (twice.Length > 0)
        {
            throw new SloDefinitionException(twice);
        }

        // No evaluation in between: every status is of one definition.
        lock (_evaluation)
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_isDisposed, this);
                return ReplaceLocked(objectives);
            }
        }
    }

    // The tracker is not evaluated again, so a firing alert is resolved here: otherwise its page would stay open for ever.
    private void End(SloTracker tracker, SloTracker? successor = null)
    {
        KeepWaiting(tracker, successor);
        Add(tracker.End());
        tracker.Close(successor);
    }

    private void Add(IEnumerable<SloAlertTransition> transitions)
    {
        foreach (SloAlertTransition transition in transitions)
        {
            _alerts.Add(transition);
        }
    }

    private SloTracker Begin(SloObjective objective, SloTracker? predecessor)
    {
        SloTracker tracker = Create(objective);
        _byName[objective.Name] = tracker;
        if (predecessor is not null)
        {
            End(predecessor, tracker);
        }

        return tracker;
    }

    /// <returns>False if nothing changed.</returns>
    private bool Redefine(SloTracker tracker, SloObjective objective)
    {
        if (objective.IsSameAs(tracker.Objective))
        {
            return false;
        }

        if (objective.Fingerprint != tracker.Objective.Fingerprint)
        {
            Add(tracker.End());
        }
        else if (tracker.Objective.AlertPerGroup && !objective.AlertPerGroup)
        {
            Add(tracker.EndGroups());
        }

        NoteTarget(objective.Name, tracker.Objective.TargetRatio, objective.TargetRatio);
        tracker.Redefine(objective);
        return true;
    }

    private SloDefinitionChanges ReplaceLocked(IReadOnlyList<SloObjective> objectives)
    {
        List<string> redefined = [];
        List<string> restarted = [];
        List<string> added = [];
        Dictionary<string, SloTracker> old = new(_byName, StringComparer.OrdinalIgnoreCase);
        List<SloTracker> trackers = [];
        var countsAnew = false;
        foreach (SloObjective objective in objectives)
        {
            if (old.Remove(objective.Name, out SloTracker? tracker) && objective.CountsLike(tracker.Objective)
                && tracker.IsFed == _isFed(objective))
            {
                countsAnew |= tracker.Objective.CohortBy != objective.CohortBy;
                redefined.AddRange(Redefine(tracker, objective) ? [objective.Name] : []);
                trackers.Add(tracker);
                continue;
            }

            (tracker is null ? added : restarted).Add(objective.Name);
            trackers.Add(Begin(objective, predecessor: tracker));
        }

        foreach ((string name, SloTracker tracker) in old)
        {
            _byName.TryRemove(name, out _);
            End(tracker);
        }

        // The version stays where no tracker came or went, and none takes its cohorts from elsewhere: what was derived from the trackers is
        // still valid.
        if (countsAnew || !trackers.SequenceEqual(_trackers))
        {
            SetTrackers([.. trackers]);
        }

        _snapshot = null;
        return new SloDefinitionChanges(added, [.. old.Values.Select(tracker => tracker.Objective.Name)], redefined, restarted);
    }
}
