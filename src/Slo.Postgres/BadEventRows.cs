using Npgsql;

namespace Slo.Postgres;

/// <summary>What the processes of a fleet keep of their bad events, one row for each process and objective.</summary>
/// <param name="source">The database.</param>
/// <param name="schema">The schema of the table, quoted.</param>
internal sealed class BadEventRows(NpgsqlDataSource source, string schema)
{
    private const int MostRows = 1_000;
    private const int MostBytes = 8_000_000;
    private const int MostBytesOfRow = 600_000;

    internal static string Table(string schema) => $"""
        CREATE TABLE IF NOT EXISTS {schema}.bad_events (
            set_name text NOT NULL, objective text NOT NULL, process uuid NOT NULL, counting_key text NOT NULL,
            seen_at timestamptz NOT NULL, data bytea NOT NULL, PRIMARY KEY (set_name, objective, process)) WITH (fillfactor = 50);
        CREATE INDEX IF NOT EXISTS bad_events_seen_at ON {schema}.bad_events (seen_at);
        """;

    /// <summary>Writes the rows of a process, and deletes some of those that are older than a day.</summary>
    internal async Task WriteAsync(IReadOnlyList<SloFleetBadEvents> badEvents, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using NpgsqlBatch batch = new(connection);
        foreach (SloFleetBadEvents one in badEvents)
        {
            batch.BatchCommands.Add(Sql.BatchCommand(
                $"""
                INSERT INTO {schema}.bad_events (set_name, objective, process, counting_key, seen_at, data)
                VALUES ($1, $2, $3, $4, clock_timestamp(), $5)
                ON CONFLICT (set_name, objective, process) DO UPDATE
                    SET counting_key = excluded.counting_key, seen_at = excluded.seen_at, data = excluded.data
                """,
                one.Set, one.Objective.ToUpperInvariant(), one.Process, one.CountingKey, one.Events.ToBytes()));
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand($"""
            DELETE FROM {schema}.bad_events WHERE (set_name, objective, process) IN (
                SELECT set_name, objective, process FROM {schema}.bad_events WHERE seen_at < clock_timestamp() - interval '1 day'
                LIMIT 100 FOR UPDATE SKIP LOCKED)
            """));
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the latest rows of an objective. Those of another form, and those that cannot be read, are left out.</summary>
    internal async Task<IReadOnlyList<SloBadEvents>> ReadAsync(
        string set, string objective, string countingKey, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using NpgsqlCommand select = Sql.Command(
            connection,
            $"""
            SELECT data FROM (
                SELECT data, seen_at, sum(octet_length(data)) OVER (ORDER BY seen_at DESC, process) AS bytes FROM {schema}.bad_events
                WHERE set_name = $1 AND objective = $2 AND counting_key = $3 AND octet_length(data) <= {MostBytesOfRow}
                    AND seen_at > clock_timestamp() - interval '1 day') latest
            WHERE bytes <= {MostBytes} ORDER BY seen_at DESC LIMIT {MostRows}
            """,
            set, objective.ToUpperInvariant(), countingKey);
        await using NpgsqlDataReader reader = await select.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        List<SloBadEvents> all = [];
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (TryRead(reader.GetFieldValue<byte[]>(0)) is { } events)
            {
                all.Add(events);
            }
        }

        return all;
    }

    private static SloBadEvents? TryRead(byte[] data)
    {
        try
        {
            return SloBadEvents.FromBytes(data);
        }
        catch (Exception exception) when (exception is InvalidDataException or NotSupportedException)
        {
            return null;
        }
    }
}
