namespace Slo.Hosting.Fleet;

/// <summary>What the objectives of this process called, for the store: once in a few intervals, and only if there is anything to tell. One
/// thread at a time.</summary>
internal sealed class FleetDependencies(string set, SloRegistry registry, SloRegistry fleet, SloFleetOptions options, TimeProvider time)
{
    /// <summary>How many exchanges there are between two of them, and how long that takes at most if the interval is not longer.</summary>
    internal const int Exchanges = 5;
    internal static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(1);

    /// <summary>The windows that are published: those that a request can ask for.</summary>
    internal static readonly TimeSpan[] Windows =
        [TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(1), TimeSpan.FromDays(3)];

    // What is read of an objective: as many as a sum has. One process may have more, as declared ones take no place of others.
    private const int MostOfOne = SloDependencyStatus.MostDependencies + 1;

    private long? _publishedAt;

    // Not that of the reports, which changes when the clock of the store is set back: the counts are those of the same process.
    internal Guid Process { get; init; } = Guid.NewGuid();

    internal TimeSpan Interval => options.Interval >= LongestInterval ? options.Interval
        : options.Interval * Exchanges < LongestInterval ? options.Interval * Exchanges : LongestInterval;

    /// <summary>What is to be published now; null: nothing.</summary>
    internal SloFleetDependencies? Next()
    {
        // The loop is not exact.
        if (_publishedAt is { } at && time.GetElapsedTime(at) < Interval - (options.Interval / 2))
        {
            return null;
        }

        SloTracker[] trackers = [.. registry.Trackers.Where(tracker => !tracker.IsFed)];
        return _publishedAt is null && !SloCalls.AreObserved && trackers.All(tracker => tracker.Objective.Dependencies.Count == 0)
            ? null : New(Take(trackers));
    }

    /// <summary>The last one, with which the process ends; null: none was published.</summary>
    internal SloFleetDependencies? Last() => _publishedAt is null ? null : New([]) with { IsLast = true };

    internal void Published() => _publishedAt = time.GetTimestamp();

    private SloFleetDependencies New(IReadOnlyList<SloFleetCaller> callers) =>
        new(set, options.Instance, Process, Interval, callers) { IsObserved = SloCalls.AreObserved };

    private List<SloFleetCaller> Take(SloTracker[] trackers)
    {
        List<SloFleetCaller> callers = [];
        var left = SloFleetDependencies.MostDependencies;
        foreach ((SloTracker tracker, SloStatus status) in trackers.Select(tracker => (tracker, Status: StatusOf(tracker)))
            .OrderByDescending(one => one.Status.Severity).Take(SloFleetDependencies.MostCallers))
        {
            IReadOnlyList<SloDependencyCounts> windows = Count(tracker);
            left -= windows.Sum(window => window.Dependencies.Count);
            if (left < 0)
            {
                break;
            }

            SloObjective objective = tracker.Objective;
            callers.Add(new(objective.Name, objective.Service, objective.TargetRatio, windows)
            {
                State = status.State,
                Severity = status.Severity,
                Window = WindowOf(status),
            });
        }

        return callers;
    }

    // A longer window of a young process has the same counts.
    private static List<SloDependencyCounts> Count(SloTracker tracker)
    {
        TimeSpan longest = tracker.Objective.Period.LongestLength;
        List<SloDependencyCounts> windows = [];
        foreach (TimeSpan window in Windows)
        {
            SloDependencyCounts counts = tracker.GetDependencyCounts(window < longest ? window : longest);
            windows.Add(counts.Dependencies.Count > MostOfOne ? SloDependencyCounts.Sum([counts]) : counts);
            if (counts.Window < window)
            {
                break;
            }
        }

        return windows;
    }

    // The fleet has no objective that was added a moment ago.
    private SloStatus StatusOf(SloTracker tracker) =>
        fleet.TryGet(tracker.Objective.Name, out SloTracker? found) ? found.Status : tracker.Status;

    private static TimeSpan WindowOf(SloStatus status) => status.Alert.Firing.Select(rule => rule.Rule).OfType<BurnRateRule>()
        .Select(rule => rule.LongWindow).DefaultIfEmpty(Windows[0]).Max();
}
