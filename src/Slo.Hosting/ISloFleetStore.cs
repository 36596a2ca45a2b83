namespace Slo;

/// <summary>
/// Where the instances of a fleet put their counts together. Each instance publishes its own and reads those of all; one of them leads: it
/// adds up what was published, raises the alerts of the fleet, and delivers them.
/// </summary>
/// <remarks>
/// The host makes one call at a time, except of <see cref="ReadInstancesAsync"/>, and never on a thread that records or evaluates. A store
/// may throw anything: the host logs it and tries again with the same report.
/// </remarks>
public interface ISloFleetStore
{
    /// <summary>Publishes what an instance counted, and reads what the fleet counted since the last answer: one round trip.</summary>
    /// <param name="report">
    /// What is new. A report whose answer got lost comes again: a slice of an <see cref="SloFleetReport.Incarnation"/> that ends at or
    /// before one that was published must not be added again.
    /// </param>
    /// <param name="cancellationToken">The host stops, or the time for a call is over.</param>
    Task<SloFleetAnswer> ExchangeAsync(SloFleetReport report, CancellationToken cancellationToken);

    /// <summary>
    /// Leads, if no other instance does, and adds up what was published since the last time. Once an interval. Leadership ends with the
    /// process or its connection, within seconds.
    /// </summary>
    /// <param name="setName">The name of the set; empty: the default set.</param>
    /// <param name="cancellationToken">The host stops, or the time for a call is over.</param>
    /// <returns>Whether this instance leads.</returns>
    Task<bool> LeadAsync(string setName, CancellationToken cancellationToken);

    /// <summary>Reads how the alerts of the fleet stand. By the leader, when it begins to lead.</summary>
    /// <param name="setName">The name of the set; empty: the default set.</param>
    /// <param name="cancellationToken">The host stops, or the time for a call is over.</param>
    Task<IReadOnlyList<SloFleetAlert>> ReadAlertsAsync(string setName, CancellationToken cancellationToken);

    /// <summary>Writes alerts that changed, by their fingerprints.</summary>
    /// <param name="setName">The name of the set; empty: the default set.</param>
    /// <param name="alerts">All of them, or none.</param>
    /// <param name="cancellationToken">The host stops, or the time for a call is over.</param>
    /// <returns>False if this instance does not lead any more: nothing was written.</returns>
    Task<bool> WriteAlertsAsync(string setName, IReadOnlyList<SloFleetAlert> alerts, CancellationToken cancellationToken);

    /// <summary>Reads which instances report, or did so within the last minutes, the longest running first; at most 1,000.</summary>
    /// <param name="setName">The name of the set; empty: the default set.</param>
    /// <param name="cancellationToken">The caller does not wait any longer.</param>
    Task<IReadOnlyList<SloFleetInstance>> ReadInstancesAsync(string setName, CancellationToken cancellationToken);

    /// <summary>Stops leading, so that another instance begins at once.</summary>
    /// <param name="setName">The name of the set; empty: the default set.</param>
    /// <param name="cancellationToken">The host stops, or the time for a call is over.</param>
    Task ResignAsync(string setName, CancellationToken cancellationToken);
}
