using Npgsql;

namespace Slo.Postgres;

/// <summary>What the instances of several fleets call, one row for each process. The schema may be another one than that of the fleet, so
/// that services join their maps.</summary>
/// <param name="source">The database.</param>
/// <param name="schema">The schema of the table, quoted.</param>
/// <param name="fleet">What the fleet of this process is called: its own schema.</param>
internal sealed class DependencyRows(NpgsqlDataSource source, string schema, string fleet)
{
    private const int MostRows = 1_000;

    // What is read at once, compressed. A row of a usual service has some kilobytes.
    private const int MostBytes = 16_000_000;
    private const int MostBytesOfRow = 1_000_000;

    private volatile bool _isCreated;

    internal static string Table(string schema) => $"""
        CREATE TABLE IF NOT EXISTS {schema}.dependencies (
            process uuid PRIMARY KEY, fleet text NOT NULL, set_name text NOT NULL, name text NOT NULL, started_at timestamptz NOT NULL,
            seen_at timestamptz NOT NULL, report_interval interval NOT NULL, format int NOT NULL, data bytea NOT NULL)
            WITH (fillfactor = 50);
        """;

    /// <summary>Writes the row of a process, or deletes it, and deletes some rows of processes that have ended long ago.</summary>
    internal async Task WriteAsync(SloFleetDependencies dependencies, CancellationToken cancellationToken)
    {
        try
        {
            await CreateAsync(cancellationToken).ConfigureAwait(false);
            await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await using NpgsqlBatch batch = new(connection);
            batch.BatchCommands.Add(dependencies.IsLast
                ? Sql.BatchCommand($"DELETE FROM {schema}.dependencies WHERE process = $1", dependencies.Process)
                : Upsert(dependencies));
            batch.BatchCommands.Add(new NpgsqlBatchCommand($"""
                DELETE FROM {schema}.dependencies WHERE process IN (
                    SELECT process FROM {schema}.dependencies WHERE seen_at < clock_timestamp() - interval '1 day'
                    LIMIT 100 FOR UPDATE SKIP LOCKED)
                """));
            await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (IsGone(exception))
        {
            _isCreated = false;
            throw;
        }
    }

    /// <summary>Reads the rows that count, always the same ones where there are too many, the process that began last first. Those of
    /// another format, and those that cannot be read, are left out.</summary>
    internal async Task<IReadOnlyList<SloFleetDependencies>> ReadAsync(string set, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadRowsAsync(set, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (IsGone(exception))
        {
            _isCreated = false;
            throw;
        }
    }

    private async Task<IReadOnlyList<SloFleetDependencies>> ReadRowsAsync(string set, CancellationToken cancellationToken)
    {
        await CreateAsync(cancellationToken).ConfigureAwait(false);
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using NpgsqlCommand select = Sql.Command(
            connection,
            $"""
            SELECT fleet, name, process, report_interval, data FROM (
                SELECT * FROM (
                    SELECT *, sum(octet_length(data)) OVER (ORDER BY process) AS bytes FROM {schema}.dependencies i
                    WHERE set_name = $1 AND format = $2 AND octet_length(data) <= {MostBytesOfRow} AND {IsMember}) members
                WHERE bytes <= {MostBytes} ORDER BY process LIMIT {MostRows}) chosen
            ORDER BY started_at DESC, process
            """,
            set, DependencyFormat.Version);
        await using NpgsqlDataReader reader = await select.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        List<SloFleetDependencies> all = [];
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            SloFleetDependencies row = new(
                set, reader.GetString(1), reader.GetGuid(2), reader.GetFieldValue<TimeSpan>(3), [])
            {
                Fleet = reader.GetString(0),
            };
            if (DependencyFormat.Read(row, reader.GetFieldValue<byte[]>(4)) is { } read)
            {
                all.Add(read);
            }
        }

        return all;
    }

    private NpgsqlBatchCommand Upsert(SloFleetDependencies dependencies) => Sql.BatchCommand(
        $"""
        INSERT INTO {schema}.dependencies (
            process, fleet, set_name, name, started_at, seen_at, report_interval, format, data)
        VALUES ($1, $2, $3, $4, clock_timestamp(), clock_timestamp(), $5, $6, $7)
        ON CONFLICT (process) DO UPDATE SET seen_at = excluded.seen_at, report_interval = excluded.report_interval,
            format = excluded.format, data = excluded.data
        """,
        dependencies.Process, fleet, dependencies.Set, dependencies.Instance, dependencies.Interval, DependencyFormat.Version,
        DependencyFormat.Write(dependencies));

    // The same rule as for the instances of a fleet: Schema.IsMember.
    private string IsMember => $"""
        (i.seen_at > clock_timestamp() - 3 * i.report_interval
            OR (i.seen_at > clock_timestamp() - GREATEST(interval '2 minutes', 6 * i.report_interval)
                AND NOT EXISTS (
                    SELECT FROM {schema}.dependencies n WHERE n.set_name = i.set_name AND n.fleet = i.fleet AND n.name = i.name
                        AND n.started_at > i.started_at)))
        """;

    // An account that does not own the schema needs the table alone.
    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        if (_isCreated)
        {
            return;
        }

        await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await Schema.CreateDependenciesAsync(connection, schema, cancellationToken).ConfigureAwait(false);
        _isCreated = true;
    }

    private static bool IsGone(PostgresException exception) =>
        exception.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName;
}
