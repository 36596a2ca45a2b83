using Npgsql;

namespace Slo.Postgres;

/// <summary>
/// Keeps states, incidents and the ledger of an instance in tables of PostgreSQL, for instances without a disk. The last process that
/// loaded the state owns it: an earlier one can no longer save.
/// </summary>
internal sealed class PostgresSloStore(NpgsqlDataSource source, string schema, string instance)
    : ISloStore, ISloReactionStore, IAsyncDisposable, IDisposable
{
    private readonly Guid _owner = Guid.NewGuid();
    private readonly StateRows _states = new(schema, instance);
    private readonly LedgerRows _ledger = new(schema, instance);
    private readonly ReactionRows _reactions = new(schema, instance);
    private volatile bool _isCreated;

    public async Task<SloStoreContent> LoadAsync(string setName, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (NpgsqlCommand own = Sql.Command(
            connection,
            $"""
            INSERT INTO {schema}.store_owner VALUES ($1, $2, $3, clock_timestamp())
            ON CONFLICT (instance, set_name) DO UPDATE SET owner = excluded.owner, saved_at = excluded.saved_at
            """,
            instance, setName, _owner))
        {
            await own.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        SloStoreContent content = await _states.LoadAsync(connection, setName, cancellationToken).ConfigureAwait(false);
        content = await _ledger.AddToAsync(content, connection, setName, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return content;
    }

    public async Task<long> SaveAsync(string setName, SloStoreBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        await using NpgsqlConnection connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (NpgsqlCommand check = Sql.Command(
            connection,
            $"UPDATE {schema}.store_owner SET saved_at = clock_timestamp() WHERE instance = $1 AND set_name = $2 AND owner = $3",
            instance, setName, _owner))
        {
            if (await check.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false) == 0)
            {
                throw new InvalidOperationException(
                    $"Another process has taken over the state of instance '{instance}'; give each instance a unique name.");
            }
        }

        await using NpgsqlBatch commands = new(connection);
        var bytes = _states.AddTo(commands, setName, batch) + _ledger.AddTo(commands, setName, batch);
        await commands.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return bytes;
    }

    public async Task<IReadOnlyList<SloLedgerEntry>> ReadLedgerAsync(
        string setName, SloLedgerQuery query, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await _ledger.ReadAsync(connection, setName, query, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<SloIncident>> ReadIncidentsAsync(
        string setName, SloIncidentQuery query, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await _ledger.ReadAsync(connection, setName, query, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<SloReactionRecord>> ReadReactionsAsync(string setName, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await _reactions.ReadAsync(connection, setName, cancellationToken).ConfigureAwait(false);
    }

    public async Task<bool> WriteReactionAsync(string setName, SloReactionRecord record, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await _reactions.WriteAsync(connection, setName, record, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    public void Dispose() => source.Dispose();

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_isCreated)
            {
                await Schema.CreateAsync(connection, schema, cancellationToken).ConfigureAwait(false);
                _isCreated = true;
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
