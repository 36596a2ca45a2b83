using Slo.Hosting.Persistence;

namespace Slo;

/// <summary>
/// Reads the ledger and the incidents of a set, from memory and from the store. Thread-safe. A service of the host, keyed by the name of
/// the set unless it is the default one.
/// </summary>
public sealed class SloLedgerReader
{
    private readonly string _set;
    private readonly SloRegistry _registry;
    private readonly ISloStore? _store;
    private readonly StoreReads _reads;

    internal SloLedgerReader(string set, SloRegistry registry, ISloStore? store, TimeSpan timeout, TimeProvider time)
    {
        _set = set;
        _registry = registry;
        _store = store;
        _reads = new StoreReads(timeout, time);
    }

    /// <summary>Gets what explains the incidents of the registry, before they are read.</summary>
    internal Func<CancellationToken, Task> BeforeIncidents { get; init; } = _ => Task.CompletedTask;

    /// <summary>Reads a page of the ledger, the newest entry first.</summary>
    /// <param name="query">Selects the entries.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<SloHistoryPage<SloLedgerEntry>> ReadAsync(SloLedgerQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        SloLedgerQuery more = query with { Limit = query.Limit + 1 };
        return PageAsync(
            _registry.Ledger.Entries, query.IsFor, entry => entry.Id, Comparer<long>.Default, query.Limit,
            _store is null ? null : cancel => _store.ReadLedgerAsync(_set, more, cancel), cancellationToken);
    }

    /// <summary>Reads a page of the incidents, in descending order of their start.</summary>
    /// <param name="query">Selects the incidents.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<SloHistoryPage<SloIncident>> ReadAsync(SloIncidentQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await BeforeIncidents(cancellationToken).ConfigureAwait(false);
        SloIncidentQuery more = query with { Limit = query.Limit + 1 };
        return await PageAsync(
            _registry.Incidents, query.IsFor, incident => incident.Id, StringComparer.Ordinal, query.Limit,
            _store is null ? null : cancel => _store.ReadIncidentsAsync(_set, more, cancel), cancellationToken).ConfigureAwait(false);
    }

    // An item in memory is newer than that of the store with the same id.
    private async Task<SloHistoryPage<T>> PageAsync<T, TId>(
        IReadOnlyList<T> recent, Func<T, bool> isFor, Func<T, TId> idOf, IComparer<TId> order, int limit,
        Func<CancellationToken, Task<IReadOnlyList<T>>>? read, CancellationToken cancellationToken) where TId : notnull
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1, "query");
        IReadOnlyList<T>? stored = read is null ? [] : await _reads.TryAsync(read, cancellationToken).ConfigureAwait(false);
        HashSet<TId> known = [.. recent.Select(idOf)];

        // What is asked for may have changed since it was stored, so that less than a page is left. What is before the last item that the
        // store gave is for the next page then.
        var isCut = stored?.Count > limit;
        T? last = isCut ? stored![^1] : default;
        T[] all =
        [
            .. recent.Where(isFor).Concat((stored ?? []).Where(item => !known.Contains(idOf(item))))
                .Where(item => !isCut || order.Compare(idOf(item), idOf(last!)) >= 0)
                .OrderByDescending(idOf, order).Take(limit + 1),
        ];
        return new([.. all.Take(limit)], all.Length > limit || (isCut && all.Length > 0), stored is not null);
    }
}
