using Npgsql;
using NpgsqlTypes;

namespace Slo.Postgres;

/// <summary>The rows of the states of an instance: the last complete state of each history, and the additions after it, in the order of
/// their ids.</summary>
internal sealed class StateRows(string schema, string instance)
{
    /// <summary>Selects the rows that this version can read. Rows of a later version stay until they expire.</summary>
    private const string Known = "instance = $1 AND set_name = $2 AND format <= $3";

    internal async Task<SloStoreContent> LoadAsync(NpgsqlConnection connection, string set, CancellationToken cancellationToken)
    {
        List<SloObjectiveState> states = [];
        SortedSet<string> damaged = new(StringComparer.OrdinalIgnoreCase);
        SortedSet<string> unread = new(StringComparer.OrdinalIgnoreCase);
        await using NpgsqlCommand select = Sql.Command(
            connection, $"SELECT name, format, data FROM {schema}.store_state WHERE instance = $1 AND set_name = $2 ORDER BY id",
            instance, set);
        await using NpgsqlDataReader reader = await select.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var name = reader.GetString(0);
            if (reader.GetInt32(1) > SloObjectiveState.FormatVersion)
            {
                unread.Add(name);
            }
            else if (!damaged.Contains(name))
            {
                try
                {
                    states.Add(SloObjectiveState.FromBytes(reader.GetFieldValue<byte[]>(2)));
                }
                catch (InvalidDataException)
                {
                    // Later additions to an unreadable state are useless.
                    damaged.Add(name);
                }
            }
        }

        return new(states)
        {
            Loss = damaged.Count == 0 ? null : $"states of instance '{instance}' are damaged: {string.Join(", ", damaged.Take(10))}",
            Unread = unread.Count == 0 ? null : $"states of instance '{instance}': {string.Join(", ", unread.Take(10))}",
        };
    }

    /// <returns>The number of bytes written.</returns>
    internal long AddTo(NpgsqlBatch batch, string set, SloStoreBatch saved)
    {
        var format = SloObjectiveState.FormatVersion;
        if (saved.ReplacesAdditions)
        {
            batch.BatchCommands.Add(Sql.BatchCommand(
                $"DELETE FROM {schema}.store_state WHERE {Known} AND NOT is_complete", instance, set, format));
        }

        SloObjectiveState[] complete = [.. saved.States.Where(state => state.IsComplete)];
        batch.BatchCommands.Add(Sql.BatchCommand(
            $"""
            DELETE FROM {schema}.store_state WHERE {Known} AND (upper(name), counting_key) IN (
                SELECT upper(name), counting_key FROM unnest($4, $5) AS s (name, counting_key))
            """,
            instance, set, format, Array.ConvertAll(complete, state => state.Name),
            Array.ConvertAll(complete, state => state.CountingKey)));
        byte[][] data = [.. saved.States.Select(state => state.ToBytes())];
        batch.BatchCommands.Add(Sql.BatchCommand(
            $"""
            INSERT INTO {schema}.store_state (instance, set_name, format, name, counting_key, is_complete, expires_at, data)
            SELECT $1, $2, $3, name, counting_key, is_complete, expires_at, data
            FROM unnest($4, $5, $6, $7, $8) WITH ORDINALITY AS s (name, counting_key, is_complete, expires_at, data, i) ORDER BY i
            """,
            instance, set, format, saved.States.Select(state => state.Name).ToArray(),
            saved.States.Select(state => state.CountingKey).ToArray(), saved.States.Select(state => state.IsComplete).ToArray(),
            Instants(saved.States.Select(state => state.ExpiresAt)),
            new NpgsqlParameter { Value = data, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea }));
        batch.BatchCommands.Add(Sql.BatchCommand(
            $"""
            DELETE FROM {schema}.store_state WHERE expires_at < LEAST($1, clock_timestamp())
                AND (instance = $2 OR expires_at < clock_timestamp() - interval '30 days')
            """,
            saved.ExpiredBefore, instance));
        return data.Sum(bytes => (long)bytes.Length);
    }

    private static NpgsqlParameter Instants(IEnumerable<DateTimeOffset> instants) => new()
    {
        Value = instants.Select(Sql.Clamp).ToArray(),
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
    };
}
