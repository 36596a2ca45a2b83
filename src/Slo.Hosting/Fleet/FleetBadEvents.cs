namespace Slo.Hosting.Fleet;

/// <summary>What this process keeps of its bad events, for the store: only while an alert of the fleet is near or fires, and some minutes
/// longer. So a fleet without trouble costs the store nothing. One thread at a time.</summary>
internal sealed class FleetBadEvents(
    string set, SloRegistry registry, SloFleet fleet, SloFleetOptions options, FleetClock clock, TimeProvider time)
{
    /// <summary>The most objectives that are published: those that fire first.</summary>
    internal const int MostObjectives = 20;

    /// <summary>The most bad events of one objective that all instances publish together, and the least of each.</summary>
    internal const int MostEvents = 40_000;
    internal const int LeastEvents = 100;

    /// <summary>How long it takes at most to the next time, if the interval is not longer: what explains an alert must be of its
    /// time.</summary>
    internal static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(20);

    /// <summary>An alert is near where this part of the burn rate that fires it is reached: before most alerts fire, all instances have
    /// published.</summary>
    internal const decimal NearRatio = 0.5m;

    /// <summary>How long it is published after that.</summary>
    internal static readonly TimeSpan Afterwards = TimeSpan.FromMinutes(2);

    private readonly Guid _process = Guid.NewGuid();
    private readonly Dictionary<string, (long Near, long? Published)> _times = new(StringComparer.OrdinalIgnoreCase);

    // What had bad events at the last look.
    private readonly Dictionary<string, long> _bad = new(StringComparer.OrdinalIgnoreCase);

    private TimeSpan Interval => options.Interval >= LongestInterval ? options.Interval
        : options.Interval * FleetDependencies.Exchanges < LongestInterval ? options.Interval * FleetDependencies.Exchanges
        : LongestInterval;

    /// <summary>What is to be published now.</summary>
    /// <param name="isLast">Whether the process ends.</param>
    internal IReadOnlyList<SloFleetBadEvents> Next(bool isLast = false)
    {
        SloTracker[] due =
        [
            .. registry.Trackers.Where(tracker => !tracker.IsFed)
                .Select(tracker => (Tracker: tracker, Severity: Follow(tracker.Objective.Name)))
                .Where(one => _times.ContainsKey(one.Tracker.Objective.Name))
                .OrderByDescending(one => one.Severity).Take(MostObjectives).Select(one => one.Tracker)
                .Where(tracker => isLast || IsDue(tracker.Objective.Name)),
        ];
        var most = Math.Clamp(MostEvents / Math.Max(1, fleet.Members.Total), LeastEvents, SloBadEvents.MostEvents);
        TimeSpan offset = clock.Now - time.GetUtcNow();
        return
        [
            .. due.Select(tracker => new SloFleetBadEvents(
                set, tracker.Objective.Name, tracker.Objective.CountingKey, _process,
                tracker.CaptureBadEvents(options.Instance, offset, most))),
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
        if (!fleet.Registry.TryGet(name, out SloTracker? joined) || IsQuiet(name, joined))
        {
            return null;
        }

        SloStatus status = joined.Status;
        if (IsNear(status))
        {
            _times[name] = (time.GetTimestamp(), _times.GetValueOrDefault(name).Published);
        }
        else if (_times.TryGetValue(name, out (long Near, long? Published) times) && time.GetElapsedTime(times.Near) > Afterwards)
        {
            _times.Remove(name);
        }

        return status.Alert.Severity;
    }

    // A status is made when it is read: of an objective without a new bad event that is not worth it.
    private bool IsQuiet(string name, SloTracker joined)
    {
        var bad = joined.Total.Bad;
        var isQuiet = _bad.GetValueOrDefault(name) == bad && !_times.ContainsKey(name);
        _bad[name] = bad;
        return isQuiet;
    }

    // The loop is not exact.
    private bool IsDue(string name) => _times.TryGetValue(name, out (long Near, long? Published) times)
        && (times.Published is not { } at || time.GetElapsedTime(at) >= Interval - (options.Interval / 2));

    private static bool IsNear(SloStatus status) => status.Alert.Severity is not null || status.Alert.Rules.Any(
        rule => rule.Rule is BurnRateRule burn && rule is { LongBurnRate: { } over, ShortBurnRate: { } now }
            && Math.Min(over, now) >= (double)(burn.Factor * NearRatio));
}
