namespace Slo;

/// <content>Replaces definitions at run time.</content>
public sealed partial class SloRegistry
{
    /// <summary>
    /// Makes these the objectives, all at once. Where only the target, the rules or texts changed, the history goes on and is judged by
    /// the new definition; where the indicator, threshold, period or budgeting changed, the objective starts over; others are removed.
    /// </summary>
    /// <param name="objectives">All objectives from now on.</param>
    /// <exception cref="SloDefinitionException">Two have the same name; nothing was changed.</exception>
    public SloDefinitionChanges Replace(IReadOnlyList<SloObjective> objectives)
    {
        ArgumentNullException.ThrowIfNull(objectives);
        string[] twice = [.. objectives.GroupBy(objective => objective.Name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1).Select(group => $"objective '{group.Key}': is declared {group.Count()} times; give each a name of its own")];
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
        if (tracker.End() is { } transition)
        {
            _alerts.Add(transition);
        }

        tracker.Close(successor);
    }

    private SloDefinitionChanges ReplaceLocked(IReadOnlyList<SloObjective> objectives)
    {
        List<string> redefined = [];
        List<string> restarted = [];
        List<string> added = [];
        Dictionary<string, SloTracker> old = new(_byName, StringComparer.OrdinalIgnoreCase);
        List<SloTracker> trackers = [];
        foreach (SloObjective objective in objectives)
        {
            if (!old.Remove(objective.Name, out SloTracker? tracker))
            {
                added.Add(objective.Name);
            }
            else if (objective.CountsLike(tracker.Objective))
            {
                if (!objective.IsSameAs(tracker.Objective))
                {
                    redefined.Add(objective.Name);
                    if (objective.Fingerprint != tracker.Objective.Fingerprint && tracker.End() is { } transition)
                    {
                        _alerts.Add(transition);
                    }

                    tracker.Redefine(objective);
                }

                trackers.Add(tracker);
                continue;
            }
            else
            {
                restarted.Add(objective.Name);
            }

            SloTracker begun = new(objective, Set, _cells, _timeline, _time, _rejected, _keepsEveryMinute);
            trackers.Add(_byName[objective.Name] = begun);
            if (tracker is not null)
            {
                End(tracker, begun);
            }
        }

        foreach ((string name, SloTracker tracker) in old)
        {
            _byName.TryRemove(name, out _);
            End(tracker);
        }

        // The version stays where no tracker came or went: what was derived from the trackers is still valid.
        if (!trackers.SequenceEqual(_trackers))
        {
            SetTrackers([.. trackers]);
        }

        _snapshot = null;
        return new SloDefinitionChanges(added, [.. old.Values.Select(tracker => tracker.Objective.Name)], redefined, restarted);
    }
}
