using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Slo.Postgres;

/// <summary>The rows of the ledger and of the incidents of an instance.</summary>
internal sealed class LedgerRows(string schema, string instance)
{
    // The most rows of each table, whatever their age.
    private const int Most = 100_000;

    /// <returns>The number of bytes written.</returns>
    internal long AddTo(NpgsqlBatch batch, string set, SloStoreBatch saved)
    {
        long bytes = 0;
        foreach (SloLedgerEntry entry in saved.Entries)
        {
            var data = entry.ToBytes();
            bytes += data.Length;
            batch.BatchCommands.Add(Sql.BatchCommand(
                $"""
                INSERT INTO {schema}.store_ledger VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (instance, set_name, id) DO UPDATE
                SET at = excluded.at, objective = excluded.objective, kind = excluded.kind, data = excluded.data
                """,
                instance, set, entry.Id, entry.At, entry.Objective, entry.Kind.ToString(), data));
        }

        foreach (SloIncident incident in saved.Incidents)
        {
            var data = incident.ToBytes();
            bytes += data.Length;
            batch.BatchCommands.Add(Sql.BatchCommand(
                $"""
                INSERT INTO {schema}.store_incident VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (instance, set_name, id) DO UPDATE
                SET started_at = excluded.started_at, ended_at = excluded.ended_at, objective = excluded.objective, data = excluded.data
                """,
                instance, set, incident.Id, incident.StartedAt, Optional(incident.EndedAt), incident.Name, data));
        }

        batch.BatchCommands.Add(Prune("store_ledger", "at", "id", set, saved.KeepSince));
        batch.BatchCommands.Add(Prune("store_incident", "ended_at", "id COLLATE \"C\"", set, saved.KeepSince));
        return bytes;
    }

    internal async Task<SloStoreContent> AddToAsync(
        SloStoreContent content, NpgsqlConnection connection, string set, CancellationToken cancellationToken)
    {
        List<SloLedgerEntry> entries = await ReadAsync(
            connection, set, new SloLedgerQuery { Limit = SloLedger.Capacity }, cancellationToken).ConfigureAwait(false);
        List<SloIncident> recent = await ReadAsync(
            connection, set, new SloIncidentQuery { Limit = SloLedger.Capacity }, cancellationToken).ConfigureAwait(false);
        List<SloIncident> open = await RowsAsync(
            Sql.Command(
                connection, $"SELECT data FROM {schema}.store_incident WHERE instance = $1 AND set_name = $2 AND ended_at IS NULL",
                instance, set),
            bytes => SloIncident.FromBytes(bytes), cancellationToken).ConfigureAwait(false);
        entries.Reverse();
        return content with { Entries = entries, Incidents = [.. open.Concat(recent).DistinctBy(incident => incident.Id)] };
    }

    internal Task<List<SloLedgerEntry>> ReadAsync(
        NpgsqlConnection connection, string set, SloLedgerQuery query, CancellationToken cancellationToken) => RowsAsync(
        Sql.Command(
            connection,
            $"""
            SELECT data FROM {schema}.store_ledger WHERE instance = $1 AND set_name = $2 AND at >= $3 AND at < $4 AND id < $5
                AND ($6 IS NULL OR upper(objective) = upper($6)) AND ($7 IS NULL OR kind = $7)
            ORDER BY id DESC LIMIT $8
            """,
            instance, set, query.From ?? DateTimeOffset.MinValue, query.To ?? DateTimeOffset.MaxValue, query.Before ?? long.MaxValue,
            query.Objective, query.Kind?.ToString(), query.Limit),
        bytes => SloLedgerEntry.FromBytes(bytes), cancellationToken);

    internal Task<List<SloIncident>> ReadAsync(
        NpgsqlConnection connection, string set, SloIncidentQuery query, CancellationToken cancellationToken) => RowsAsync(
        Sql.Command(
            connection,
            $"""
            SELECT data FROM {schema}.store_incident WHERE instance = $1 AND set_name = $2 AND started_at < $4
                AND (ended_at IS NULL OR ended_at >= $3) AND ($5 IS NULL OR id < $5 COLLATE "C")
                AND ($6 IS NULL OR upper(objective) = upper($6))
            ORDER BY id COLLATE "C" DESC LIMIT $7
            """,
            instance, set, query.From ?? DateTimeOffset.MinValue, query.To ?? DateTimeOffset.MaxValue, query.Before, query.Objective,
            query.Limit),
        bytes => SloIncident.FromBytes(bytes), cancellationToken);

    private NpgsqlBatchCommand Prune(string table, string at, string order, string set, DateTimeOffset since) => Sql.BatchCommand(
        string.Create(CultureInfo.InvariantCulture, $"""
        DELETE FROM {schema}.{table} WHERE instance = $1 AND set_name = $2 AND ({at} < $3 OR id IN (
            SELECT id FROM {schema}.{table} WHERE instance = $1 AND set_name = $2 AND {at} IS NOT NULL ORDER BY {order} DESC OFFSET {Most}))
        """),
        instance, set, since);

    private static NpgsqlParameter Optional(DateTimeOffset? instant) => new()
    {
        Value = instant is { } some ? Sql.Clamp(some) : DBNull.Value,
        NpgsqlDbType = NpgsqlDbType.TimestampTz,
    };

    // Skips rows that a later version of Slo wrote. They stay in the table.
    private static async Task<List<T>> RowsAsync<T>(NpgsqlCommand command, Func<byte[], T> read, CancellationToken cancellationToken)
    {
        List<T> items = [];
        await using (command.ConfigureAwait(false))
        {
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                try
                {
                    items.Add(read(reader.GetFieldValue<byte[]>(0)));
                }
                catch (InvalidDataException)
                {
                }
            }
        }

        return items;
    }
}
