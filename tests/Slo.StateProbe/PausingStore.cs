namespace Slo.StateProbe;

/// <summary>The store in the file, which stops around the result of a reaction's action if it is told to.</summary>
internal sealed class PausingStore(SqliteSloStore store, KillPoint point) : ISloStore, ISloReactionStore, IDisposable
{
    private bool _hasReturned;

    public Task<SloStoreContent> LoadAsync(string setName, CancellationToken cancellationToken) => store.LoadAsync(setName, cancellationToken);

    public Task<long> SaveAsync(string setName, SloStoreBatch batch, CancellationToken cancellationToken) =>
        store.SaveAsync(setName, batch, cancellationToken);

    public Task<IReadOnlyList<SloLedgerEntry>> ReadLedgerAsync(string setName, SloLedgerQuery query, CancellationToken cancellationToken) =>
        store.ReadLedgerAsync(setName, query, cancellationToken);

    public Task<IReadOnlyList<SloIncident>> ReadIncidentsAsync(string setName, SloIncidentQuery query, CancellationToken cancellationToken) =>
        store.ReadIncidentsAsync(setName, query, cancellationToken);

    public Task<IReadOnlyList<SloReactionRecord>> ReadReactionsAsync(string setName, CancellationToken cancellationToken) =>
        store.ReadReactionsAsync(setName, cancellationToken);

    public async Task<bool> WriteReactionAsync(string setName, SloReactionRecord record, CancellationToken cancellationToken)
    {
        var isResult = _hasReturned;
        if (isResult && point == KillPoint.BeforeTheResultIsKept)
        {
            await ReactingProbe.StopHereAsync();
        }

        var isWritten = await store.WriteReactionAsync(setName, record, cancellationToken);
        if (isResult && point == KillPoint.AfterTheResultIsKept)
        {
            await ReactingProbe.StopHereAsync();
        }

        return isWritten;
    }

    public void Dispose() => store.Dispose();

    /// <summary>The action returns: what is written next is its result.</summary>
    internal void Returned() => _hasReturned = true;
}
