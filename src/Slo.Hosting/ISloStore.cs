namespace Slo;

/// <summary>
/// Keeps what objectives counted, how their alerts stand, incidents and the ledger, from one process to the next. The host loads once at
/// start and saves one batch after the other, never two at a time, and never on a thread that records or evaluates. It may read while it
/// saves.
/// </summary>
/// <remarks>
/// Of a state (<see cref="SloObjectiveState.ToBytes"/>) a store needs to know its name and its counting key, which together say what it is
/// a history of, whether it is complete, and when it expires. Of each history it keeps the last complete state and what was saved after it,
/// in order. It should detect damage, for example by a checksum for each state, and then give back what came before it. What it cannot read
/// because a later version wrote it (<see cref="SloObjectiveState.FormatVersion"/>) should stay until it expires, also where a state of
/// this version is saved beside it. It may throw anything: the host logs it and tries again.
/// </remarks>
public interface ISloStore
{
    /// <summary>Loads what was saved of a set.</summary>
    /// <param name="setName">The name of the set; empty: the default set.</param>
    /// <param name="cancellationToken">The host stops, or the time for a call is over.</param>
    Task<SloStoreContent> LoadAsync(string setName, CancellationToken cancellationToken);

    /// <summary>Saves a batch: all of it or nothing. When the call returns, it must survive the end of the process.</summary>
    /// <param name="setName">The name of the set; empty: the default set.</param>
    /// <param name="batch">What is new.</param>
    /// <param name="cancellationToken">The host stops, or the time for a call is over.</param>
    /// <returns>The number of bytes written, as far as it is known; for the metrics.</returns>
    Task<long> SaveAsync(string setName, SloStoreBatch batch, CancellationToken cancellationToken);

    /// <summary>Reads a page of the ledger, the newest entry first.</summary>
    /// <param name="setName">The name of the set; empty: the default set.</param>
    /// <param name="query">Which entries, and how many (<see cref="SloLedgerQuery.IsFor"/>).</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyList<SloLedgerEntry>> ReadLedgerAsync(string setName, SloLedgerQuery query, CancellationToken cancellationToken);

    /// <summary>Reads a page of the incidents, the last to start first.</summary>
    /// <param name="setName">The name of the set; empty: the default set.</param>
    /// <param name="query">Which incidents, and how many (<see cref="SloIncidentQuery.IsFor"/>).</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<IReadOnlyList<SloIncident>> ReadIncidentsAsync(string setName, SloIncidentQuery query, CancellationToken cancellationToken);
}
