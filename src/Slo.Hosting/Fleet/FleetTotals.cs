namespace Slo.Hosting.Fleet;

/// <summary>What the objectives of this process counted since it was last asked.</summary>
internal sealed class FleetTotals(SloRegistry registry)
{
    private readonly Dictionary<(string Name, string CountingKey), SloEventCounts> _taken = [];

    /// <summary>What is new, of each objective that had events. What is fed from outside is not this process's alone.</summary>
    internal List<SloFleetCounts> Take()
    {
        List<SloFleetCounts> counts = [];
        foreach (SloTracker tracker in registry.Trackers.Where(tracker => !tracker.IsFed))
        {
            (string Name, string CountingKey) key = (tracker.Objective.Name, tracker.Objective.CountingKey);
            SloEventCounts total = tracker.Total;
            SloEventCounts taken = _taken.GetValueOrDefault(key);

            // It began anew since.
            SloEventCounts events = total.Good < taken.Good || total.Bad < taken.Bad ? total : total - taken;
            _taken[key] = total;
            if (events.Total > 0)
            {
                counts.Add(new(key.Name, key.CountingKey, events));
            }
        }

        return counts;
    }
}
