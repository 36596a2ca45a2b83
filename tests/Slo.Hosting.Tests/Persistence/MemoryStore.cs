namespace Slo.Hosting.Tests.Persistence;

/// <summary>A store in memory that a test can make fail or hang.</summary>
internal sealed class MemoryStore : ISloStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, SloLedgerEntry> _entries = [];
    private readonly SortedDictionary<string, SloIncident> _incidents = new(StringComparer.Ordinal);
    private int _reading;

    internal List<SloStoreBatch> Batches { get; } = [];

    /// <summary>What every call does before anything else.</summary>
    internal Func<Task> Before { get; set; } = () => Task.CompletedTask;

    /// <summary>What a load gives back besides.</summary>
    internal SloStoreContent Content { get; set; } = new([]);

    internal int Loads { get; private set; }

    internal int MostReading { get; private set; }

    public async Task<SloStoreContent> LoadAsync(string setName, CancellationToken cancellationToken)
    {
        Loads++;
        await Before();
        lock (_gate)
        {
            return Content with { Entries = [.. _entries.Values.TakeLast(1000)], Incidents = [.. _incidents.Values.TakeLast(1000)] };
        }
    }

    public async Task<long> SaveAsync(string setName, SloStoreBatch batch, CancellationToken cancellationToken)
    {
        await Before();
        lock (_gate)
        {
            Batches.Add(batch);
            foreach (SloLedgerEntry entry in batch.Entries)
            {
                _entries[entry.Id] = entry;
            }

            foreach (SloIncident incident in batch.Incidents)
            {
                _incidents[incident.Id] = incident;
            }

            return batch.States.Count;
        }
    }

    public Task<IReadOnlyList<SloLedgerEntry>> ReadLedgerAsync(string setName, SloLedgerQuery query, CancellationToken cancellationToken) =>
        ReadAsync(() => _entries.Values.Where(query.IsFor).Reverse().Take(query.Limit));

    public Task<IReadOnlyList<SloIncident>> ReadIncidentsAsync(string setName, SloIncidentQuery query, CancellationToken cancellationToken) =>
        ReadAsync(() => _incidents.Values.Where(query.IsFor).Reverse().Take(query.Limit));

    private async Task<IReadOnlyList<T>> ReadAsync<T>(Func<IEnumerable<T>> read)
    {
        MostReading = Math.Max(MostReading, Interlocked.Increment(ref _reading));
        try
        {
            await Before();
            lock (_gate)
            {
                return [.. read()];
            }
        }
        finally
        {
            Interlocked.Decrement(ref _reading);
        }
    }
}
