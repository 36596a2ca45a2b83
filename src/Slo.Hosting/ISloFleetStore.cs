namespace Slo;

/// <summary>
/// The store in which the instances of a fleet share their counts. Each instance publishes its own counts and reads the sums over all. One
/// instance is the leader: it sums what was published, and delivers the alerts of the fleet.
/// </summary>
/// <remarks>
/// The host makes one call at a time, except to <see cref="ReadInstancesAsync"/> and those of dependencies and bad events, and
/// never on a thread that records or evaluates. A store
/// may throw any exception: the host logs it and repeats the call.
/// </remarks>
public interface ISloFleetStore
{
    /// <summary>Publishes the counts of an instance, and reads the sums that are new since its last answer.</summary>
    /// <param name="report">
    /// What is new. The host repeats a report whose answer was lost: do not add a slice of an <see cref="SloFleetReport.Incarnation"/> that
    /// ends at or before the end of its last published slice.
    /// </param>
    /// <param name="cancellationToken">The host stops, or the call timed out.</param>
    Task<SloFleetAnswer> ExchangeAsync(SloFleetReport report, CancellationToken cancellationToken);

    /// <summary>
    /// Becomes or stays the leader if no other instance leads, and sums what was published since the last call. The host calls it once an
    /// interval. Leadership must end within seconds of the end of the process or of its connection.
    /// </summary>
    /// <param name="setName">The name of the set; empty: the default set.</param>
    /// <param name="cancellationToken">The host stops, or the call timed out.</param>
    /// <returns>Whether this instance leads.</returns>
    Task<bool> LeadAsync(string setName, CancellationToken cancellationToken);

    /// <summary>Reads the state of all alerts of the fleet. The leader calls it when it begins to lead.</summary>
    /// <param name="setName">The name of the set; empty: the default set.</param>
    /// <param name="cancellationToken">The host stops, or the call timed out.</param>
    Task<IReadOnlyList<SloFleetAlert>> ReadAlertsAsync(string setName, CancellationToken cancellationToken);

    /// <summary>Inserts or updates alerts, by their fingerprints.</summary>
    /// <param name="setName">The name of the set; empty: the default set.</param>
    /// <param name="alerts">The alerts that changed. Write all of them or none.</param>
    /// <param name="cancellationToken">The host stops, or the call timed out.</param>
    /// <returns>False if this instance no longer leads; then nothing was written.</returns>
    Task<bool> WriteAlertsAsync(string setName, IReadOnlyList<SloFleetAlert> alerts, CancellationToken cancellationToken);

    /// <summary>Reads the instances that report, or did so within the last minutes, the longest running first; at most 1,000.</summary>
    /// <param name="setName">The name of the set; empty: the default set.</param>
    /// <param name="cancellationToken">The caller stops waiting.</param>
    Task<IReadOnlyList<SloFleetInstance>> ReadInstancesAsync(string setName, CancellationToken cancellationToken);

    /// <summary>Keeps what the objectives of an instance called, in place of what the same process published before. A store that does
    /// nothing has no map.</summary>
    /// <param name="dependencies">What it called. If it is the last one, remove what the process published.</param>
    /// <param name="cancellationToken">The host stops, or the call timed out.</param>
    Task WriteDependenciesAsync(SloFleetDependencies dependencies, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Reads what the instances of all services that share the map published last and are not gone: those that would count as
    /// reporting or as missing in a fleet, by their <see cref="SloFleetDependencies.Interval"/>.</summary>
    /// <param name="setName">The name of the set; empty: the default set.</param>
    /// <param name="cancellationToken">The caller stops waiting.</param>
    /// <returns>The latest first; at most 1,000.</returns>
    Task<IReadOnlyList<SloFleetDependencies>> ReadDependenciesAsync(string setName, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SloFleetDependencies>>([]);

    /// <summary>Keeps what an instance has of the bad events of some objectives, in place of what the same process published before of the
    /// same objective. Keep it for a day, also after the process has ended: it says what was normal. A store that does nothing has no
    /// contributors of alerts.</summary>
    /// <param name="badEvents">What it has: at most 20, of about 100 KB each (<see cref="SloBadEvents.ToBytes"/>).</param>
    /// <param name="cancellationToken">The host stops, or the call timed out.</param>
    Task WriteBadEventsAsync(IReadOnlyList<SloFleetBadEvents> badEvents, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Reads what the processes published of the bad events of an objective in the last day.</summary>
    /// <param name="setName">The name of the set; empty: the default set.</param>
    /// <param name="objective">The name of the objective, compared without case.</param>
    /// <param name="countingKey">Only those with this <see cref="SloFleetBadEvents.CountingKey"/>.</param>
    /// <param name="cancellationToken">The host stops, or the call timed out.</param>
    /// <returns>The latest; at most 1,000.</returns>
    Task<IReadOnlyList<SloBadEvents>> ReadBadEventsAsync(
        string setName, string objective, string countingKey, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SloBadEvents>>([]);

    /// <summary>Stops leading, so that another instance can lead.</summary>
    /// <param name="setName">The name of the set; empty: the default set.</param>
    /// <param name="cancellationToken">The host stops, or the call timed out.</param>
    Task ResignAsync(string setName, CancellationToken cancellationToken);
}
