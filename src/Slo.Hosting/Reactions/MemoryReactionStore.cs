using System.Collections.Concurrent;

namespace Slo.Hosting.Reactions;

/// <summary>Keeps states of reactions in memory if there is no store. They are lost when the process ends.</summary>
internal sealed class MemoryReactionStore : ISloReactionStore
{
    private readonly ConcurrentDictionary<(string Set, string Name), SloReactionRecord> _records = new();

    public Task<IReadOnlyList<SloReactionRecord>> ReadReactionsAsync(string setName, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SloReactionRecord>>([.. _records.Where(one => one.Key.Set == setName).Select(one => one.Value)]);

    public Task<bool> WriteReactionAsync(string setName, SloReactionRecord record, CancellationToken cancellationToken) => Task.FromResult(
        _records.TryGetValue((setName, record.Name), out SloReactionRecord? before)
            ? before.Revision == record.Revision - 1 && _records.TryUpdate((setName, record.Name), record, before)
            : record.Revision == 1 && _records.TryAdd((setName, record.Name), record));
}
