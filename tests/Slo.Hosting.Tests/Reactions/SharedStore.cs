using Slo.Hosting.Reactions;

namespace Slo.Hosting.Tests.Reactions;

/// <summary>A store in memory that outlives a host, and fails when a test says so.</summary>
internal sealed class SharedStore : ISloStore, ISloReactionStore
{
    private readonly MemoryReactionStore _reactions = new();
    private int _hanging;

    internal bool Fails { get; set; }

    /// <summary>What happens instead of a write; it may make the write itself.</summary>
    internal Func<SloReactionRecord, Func<Task<bool>>, Task<bool>>? OnWrite { get; set; }

    /// <summary>Whether reads and writes do not answer.</summary>
    internal bool Hangs { get; set; }

    /// <summary>How many did not.</summary>
    internal int Hanging => Volatile.Read(ref _hanging);

    /// <summary>How many of the next reads fail.</summary>
    internal int FailedReads { get; set; }

    public Task<SloStoreContent> LoadAsync(string setName, CancellationToken cancellationToken) => Task.FromResult(new SloStoreContent([]));

    public Task<long> SaveAsync(string setName, SloStoreBatch batch, CancellationToken cancellationToken) => Task.FromResult(0L);

    public Task<IReadOnlyList<SloLedgerEntry>> ReadLedgerAsync(string setName, SloLedgerQuery query, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SloLedgerEntry>>([]);

    public Task<IReadOnlyList<SloIncident>> ReadIncidentsAsync(string setName, SloIncidentQuery query, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SloIncident>>([]);

    public Task<IReadOnlyList<SloReactionRecord>> ReadReactionsAsync(string setName, CancellationToken cancellationToken) =>
        Hangs ? HangAsync<IReadOnlyList<SloReactionRecord>>(cancellationToken)
        : FailedReads > 0 && FailedReads-- > 0 ? throw new IOException("no answer") : _reactions.ReadReactionsAsync(setName, cancellationToken);

    public Task<bool> WriteReactionAsync(string setName, SloReactionRecord record, CancellationToken cancellationToken) =>
        Hangs ? HangAsync<bool>(cancellationToken)
        : Fails ? throw new IOException("disk full")
        : OnWrite is { } instead ? instead(record, () => _reactions.WriteReactionAsync(setName, record, cancellationToken))
        : _reactions.WriteReactionAsync(setName, record, cancellationToken);

    private Task<T> HangAsync<T>(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _hanging);
        return new TaskCompletionSource<T>().Task.WaitAsync(cancellationToken);
    }
}
