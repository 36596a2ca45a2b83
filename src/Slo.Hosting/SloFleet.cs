using Microsoft.Extensions.Logging;
using Slo.Hosting.Fleet;

namespace Slo;

/// <summary>The fleet of a set of objectives, as this instance sees it: the same objectives, evaluated over the events of all
/// instances.</summary>
/// <remarks>Thread-safe. Registered as a service; keyed by the name of the set if it is not the default set.</remarks>
public sealed partial class SloFleet : IDisposable
{
    // Compare may be called every second: of a hundred thousand calls on a healthy instance, one is wrong.
    private const double Chance = 1e-5;
    private const int MinimumSample = 100;
    private const int MinimumBad = 5;

    private readonly OwnSlices _own = new();
    private readonly ISloFleetStore _store;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private volatile View _view = new(null, false, false, default);

    internal SloFleet(SloRegistry registry, ISloFleetStore store, SloFleetOptions options, TimeProvider time, ILogger logger)
    {
        _store = store;
        _timeout = options.Timeout;
        _time = time;
        _badEvents = new FleetBadEventsReader(store, registry, options.Timeout, time);
        _map = new FleetMapReader(store, registry.Set, Process, options.Timeout, time, logger);
        Registry = registry;
        Fallback = new FleetFallback(registry);
        Instance = options.Instance;
        Ledger = new SloLedgerReader(registry.Set, registry, null, options.Timeout, time) { BeforeIncidents = ReadBadEventsAsync };
    }

    /// <summary>The name of this instance.</summary>
    public string Instance { get; }

    /// <summary>
    /// The objectives over the events of all instances. Their windows end where the counts of the fleet end, a few seconds ago.
    /// </summary>
    public SloRegistry Registry { get; }

    /// <summary>The incidents of the fleet since this process started.</summary>
    public SloLedgerReader Ledger { get; }

    /// <summary>Since when the store has not answered, UTC: the state of <see cref="Registry"/> is that old. Null: the fleet is not
    /// stale.</summary>
    public DateTimeOffset? StaleSince => _view.StaleSince;

    /// <summary>Whether too few instances report for an alert of the fleet to fire (<see cref="SloFleetOptions.MinimumInstances"/>,
    /// <see cref="SloFleetOptions.MinimumTrafficRatio"/>).</summary>
    public bool IsPartial => _view.IsPartial;

    /// <summary>Whether this instance delivers the alerts of the fleet.</summary>
    public bool IsLeading => _view.IsLeading;

    /// <summary>How many instances there are, and how many of them report.</summary>
    public SloFleetMembers Members => _view.Members;

    /// <summary>Compares this instance with the rest of the fleet, by the events of the last 10 minutes.</summary>
    /// <param name="name">The name of the objective, compared without case.</param>
    /// <exception cref="KeyNotFoundException">No such objective.</exception>
    public SloOutlier Compare(string name)
    {
        SloTracker tracker = Registry.Get(name);
        TimeSpan period = tracker.Objective.Period.LongestLength;
        TimeSpan window = period < OwnSlices.Longest ? period : OwnSlices.Longest;
        SloEventCounts own = _own.Window(tracker.FedUntil ?? default, window, tracker.Objective);
        SloEventCounts all = tracker.GetEvents(window);
        SloEventCounts others = new(Math.Max(0, all.Good - own.Good), Math.Max(0, all.Bad - own.Bad));
        var chance = SloStatistics.ChanceOfAsManyBad(own, others);
        SloOutlierVerdict verdict = own.Total < MinimumSample || others.Total < MinimumSample ? SloOutlierVerdict.Inconclusive
            : chance < Chance && own.Bad >= MinimumBad ? SloOutlierVerdict.Worse : SloOutlierVerdict.LikeTheOthers;
        return new(verdict, own, others, chance);
    }

    /// <summary>Reads the instances that report, or did so within the last minutes; at most 1,000.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The instances; null if the store fails or does not answer in time.</returns>
    public async Task<IReadOnlyList<SloFleetInstance>?> TryReadInstancesAsync(CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource late = new(_timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await _store.ReadInstancesAsync(Registry.Set, either.Token).WaitAsync(either.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A store may throw any exception.
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    /// <summary>Disposes of the registry of the fleet.</summary>
    public void Dispose() => Registry.Dispose();

    internal FleetFallback Fallback { get; }

    /// <summary>The id with which this process publishes what it calls.</summary>
    internal Guid Process { get; } = Guid.NewGuid();

    internal void Update(SloFleetMembers members, bool isPartial) =>
        Change(view => view with { StaleSince = null, IsPartial = isPartial, Members = members });

    internal void Lead(bool isLeading) => Change(view => view with { IsLeading = isLeading });

    internal void Fail(DateTimeOffset since) => Change(view => view with { StaleSince = view.StaleSince ?? since });

    /// <summary>One writer.</summary>
    internal void Published(IReadOnlyList<SloFleetSlice> slices) => _own.Add(slices);

    private void Change(Func<View, View> change)
    {
        lock (_gate)
        {
            _view = change(_view);
        }
    }

    private sealed record View(DateTimeOffset? StaleSince, bool IsPartial, bool IsLeading, SloFleetMembers Members);
}
