namespace Slo.Hosting.Fleet;

/// <summary>What this process keeps of its bad events, for the store: only while an alert of the fleet is near or fires, and some minutes
/// longer. So a fleet without trouble costs the store nothing. One thread at a time.</summary>
internal sealed class FleetBadEvents(
    string set, SloRegistry registry, SloRegistry fleet, SloFleetOptions options, FleetClock clock, TimeProvider time)
{
    /// <summary>The most objectives that are published at once: those that fire first.</summary>
    internal const int MostObjectives = 20;

    /// <summary>An alert is near where this part of the burn rate that fires it is reached: before most alerts fire, all instances have
    /// published.</summary>
    internal const decimal NearRatio = 0.5m;

    /// <summary>How long it is published after that.</summary>
    internal static readonly TimeSpan Afterwards = TimeSpan.FromMinutes(2);

    private readonly Guid _process = Guid.NewGuid();
    private readonly Dictionary<string, (long Near, long? Published)> _times = new(StringComparer.OrdinalIgnoreCase);

    private TimeSpan Interval => options.Interval >= FleetDependencies.LongestInterval ? options.Interval
        : options.Interval * FleetDependencies.Exchanges < FleetDependencies.LongestInterval
        ? options.Interval * FleetDependencies.Exchanges : FleetDependencies.LongestInterval;

    /// <summary>What is to be published now.</summary>
    internal IReadOnlyList<SloFleetBadEvents> Next()
    {
        SloTracker[] due =
        [
            .. registry.Trackers.Where(tracker => !tracker.IsFed)
                .Select(tracker => (Tracker: tracker, Severity: Follow(tracker.Objective.Name)))
                .Where(one => IsDue(one.Tracker.Objective.Name))
                .OrderByDescending(one => one.Severity).Take(MostObjectives).Select(one => one.Tracker),
        ];
        TimeSpan offset = clock.Now - time.GetUtcNow();
        return
        [
            .. due.Select(tracker => new SloFleetBadEvents(
                set, tracker.Objective.Name, tracker.Objective.CountingKey, _process, tracker.CaptureBadEvents(options.Instance, offset))),
        ];
    }

    internal void Published(IReadOnlyList<SloFleetBadEvents> published)
    {
        var now = time.GetTimestamp();
        foreach (SloFleetBadEvents one in published)
        {
            _times[one.Objective] = _times[one.Objective] with { Published = now };
        }
    }

    private AlertSeverity? Follow(string name)
    {
        SloStatus? status = fleet.TryGet(name, out SloTracker? joined) ? joined.Status : null;
        if (status is not null && IsNear(status))
        {
            _times[name] = (time.GetTimestamp(), _times.GetValueOrDefault(name).Published);
        }
        else if (_times.TryGetValue(name, out (long Near, long? Published) times) && time.GetElapsedTime(times.Near) > Afterwards)
        {
            _times.Remove(name);
        }

        return status?.Alert.Severity;
    }

    // The loop is not exact.
    private bool IsDue(string name) => _times.TryGetValue(name, out (long Near, long? Published) times)
        && (times.Published is not { } at || time.GetElapsedTime(at) >= Interval - (options.Interval / 2));

    private static bool IsNear(SloStatus status) => status.Alert.Severity is not null || status.Alert.Rules.Any(
        rule => rule.Rule is BurnRateRule burn && rule is { LongBurnRate: { } over, ShortBurnRate: { } now }
            && Math.Min(over, now) >= (double)(burn.Factor * NearRatio));
}
