namespace Slo.Hosting.Fleet;

/// <summary>What the objectives of this process counted since it was last asked.</summary>
internal sealed class FleetTotals(SloRegistry registry)
{
    private Dictionary<(string Name, string CountingKey), (SloTracker Tracker, SloEventCounts Taken)> _taken = [];

    /// <summary>What is new, of each objective that had events. What is fed from outside is not this process's alone.</summary>
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

        // Those that are gone: what they counted last.
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
        // It began anew since.
        SloEventCounts events = total.Good < taken.Good || total.Bad < taken.Bad ? total : total - taken;
        if (events.Total > 0)
        {
            counts.Add(new(key.Name, key.CountingKey, events));
        }

        return total;
    }
}
