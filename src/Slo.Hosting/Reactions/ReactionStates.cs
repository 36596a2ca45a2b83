using Slo.Hosting.Persistence;

namespace Slo.Hosting.Reactions;

/// <summary>Reads and writes the states of the reactions of a set, one call at a time and each with a time-out.</summary>
internal sealed class ReactionStates(ISloReactionStore store, string set, TimeSpan timeout, TimeProvider time) : IDisposable
{
    private readonly StoreCalls _calls = new(timeout, time);

    /// <summary>Whether the states are kept when the process ends.</summary>
    internal bool IsKept => store is not MemoryReactionStore;

    /// <summary>Whether a record is a decision or an alert, and not the state of a reaction.</summary>
    internal static bool IsOther(SloReactionRecord record) => record.Name.Contains('/', StringComparison.Ordinal);

    /// <returns>All records by name.</returns>
    internal async Task<IReadOnlyDictionary<string, SloReactionRecord>> ReadAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, SloReactionRecord> found = [];
        await _calls.RunAsync(
            async token =>
            {
                foreach (SloReactionRecord record in await store.ReadReactionsAsync(set, token).ConfigureAwait(false))
                {
                    found[record.Name] = record;
                }
            },
            cancellationToken).ConfigureAwait(false);
        return found;
    }

    /// <returns>False if another revision is stored.</returns>
    internal async Task<bool> WriteAsync(SloReactionRecord record, CancellationToken cancellationToken)
    {
        var isWritten = false;
        await _calls.RunAsync(
            async token => isWritten = await store.WriteReactionAsync(set, record, token).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);
        return isWritten;
    }

    public void Dispose() => _calls.Dispose();
}
