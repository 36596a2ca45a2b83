using Slo.Sqlite;

namespace Slo;

/// <content>The states of reactions.</content>
public sealed partial class SqliteSloStore : ISloReactionStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<SloReactionRecord>> ReadReactionsAsync(string setName, CancellationToken cancellationToken) =>
        Task.Run<IReadOnlyList<SloReactionRecord>>(() => Locked(() => ReactionTable.Read(Open(), setName)), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> WriteReactionAsync(string setName, SloReactionRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        return Task.Run(() => Locked(() => ReactionTable.Write(Open(), setName, record)), cancellationToken);
    }
}
