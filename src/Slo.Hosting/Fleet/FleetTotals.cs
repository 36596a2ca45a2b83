namespace Slo.Hosting.Fleet;

/// <summary>The increments of the objectives of this process.</summary>
internal sealed class FleetTotals(SloRegistry registry)
{
    private Dictionary<(string Name, string CountingKey), (SloTracker Tracker, SloEventCounts Taken)> _taken = [];

    /// <summary>Returns the events since the last call, of each objective that had any. Objectives that are fed are left out: other
    /// instances may read the same events.</summary>
    internal List<SloFleetCounts> Take()
    {
        List<SloFleetCounts> counts = [];
        Dictionary<(string Name, string CountingKey), (SloTracker Tracker, SloEventCounts Taken)> next = [];
        foreach (SloTracker tracker in registry.Trackers.Where(tracker => !tracker.IsFed))
        {
            (string Name, string CountingKey) key = (tracker.Objective.Name, tracker.Objective.CountingKey);
            _taken.Remove(key, out (SloTracker Tracker, SloEventCounts Taken) before);
            next[key] = (tracker, Add(counts, key, tracker.Total, before.Taken));
        }

        // The last events of objectives that were removed.
        foreach (((string Name, string CountingKey) key, (SloTracker tracker, SloEventCounts taken)) in _taken)
        {
            if (tracker.Objective.CountingKey == key.CountingKey)
            {
                Add(counts, key, tracker.Total, taken);
            }
        }

        _taken = next;
        return counts;
    }

    private static SloEventCounts Add(
        List<SloFleetCounts> counts, (string Name, string CountingKey) key, SloEventCounts total, SloEventCounts taken)
    {
        // Totals below the last ones were restarted.
        SloEventCounts events = total.Good < taken.Good || total.Bad < taken.Bad ? total : total - taken;
        if (events.Total > 0)
        {
            counts.Add(new(key.Name, key.CountingKey, events));
        }

        return total;
    }
}
