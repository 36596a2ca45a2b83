using Npgsql;

namespace Slo.Postgres;

/// <summary>
/// Merges old slices of a fleet into minutes and old minutes into hours, and drops partitions that no period reaches, so that rows do not
/// accumulate. Merges only rows that existed at the last run, which readers have read. Runs in the session of the leader.
/// </summary>
internal sealed class Compaction(string schema, string set, TimeSpan fineRetention)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan MinuteRetention = TimeSpan.FromDays(7);

    /// <summary>Merges and drops if the last run was an interval ago.</summary>
    internal async Task RunAsync(NpgsqlConnection session, CancellationToken cancellationToken)
    {
        if (!await IsDueAsync(session, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        await using NpgsqlBatch batch = new(session);
        batch.BatchCommands.Add(Merge("1 minute", fineRetention));
        batch.BatchCommands.Add(Merge("1 hour", MinuteRetention));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            $"DELETE FROM {schema}.instance WHERE seen_at < clock_timestamp() - GREATEST(interval '1 day', history)"));
        await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        await DropAsync(session, cancellationToken).ConfigureAwait(false);
    }

    // Marks the rows that exist now for the next run: readers may not have read them yet.
    private async Task<bool> IsDueAsync(NpgsqlConnection session, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand mark = new(
            $"""
            UPDATE {schema}.fleet f SET compacted_at = clock_timestamp(), compacted_until = GREATEST(f.compacted_until, f.marked_until),
                marked_until = (SELECT coalesce(max(sequence), 0) FROM {schema}.counts WHERE set_name = $1)
            WHERE f.set_name = $1 AND f.compacted_at < clock_timestamp() - $2
            """, session);
        mark.Parameters.Add(new() { Value = set });
        mark.Parameters.Add(new() { Value = Interval });
        return await mark.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false) > 0;
    }

    private NpgsqlBatchCommand Merge(string width, TimeSpan age)
    {
        NpgsqlBatchCommand command = new($"""
            WITH taken AS (
                    DELETE FROM {schema}.counts WHERE set_name = $1 AND to_at - from_at < interval '{width}'
                        AND to_at < date_bin(interval '{width}', clock_timestamp() - $2, '2001-01-01Z')
                        AND sequence <= (SELECT compacted_until FROM {schema}.fleet WHERE set_name = $1)
                    RETURNING sequence, date_bin(interval '{width}', from_at, '2001-01-01Z') AS from_at, to_at, objectives, good, bad),
                sums AS (
                    SELECT from_at, e.objective, sum(e.good)::bigint AS good, sum(e.bad)::bigint AS bad
                    FROM taken LEFT JOIN LATERAL unnest(objectives, good, bad) AS e (objective, good, bad) ON true
                    GROUP BY from_at, e.objective),
                ends AS (SELECT from_at, max(to_at) AS to_at, max(sequence) AS sequence FROM taken GROUP BY from_at)
            INSERT INTO {schema}.counts (sequence, set_name, from_at, to_at, objectives, good, bad)
            SELECT max(ends.sequence), $1, from_at, GREATEST(max(ends.to_at), from_at + interval '{width}'),
                coalesce(array_agg(objective) FILTER (WHERE objective IS NOT NULL), array[]::int[]),
                coalesce(array_agg(good) FILTER (WHERE objective IS NOT NULL), array[]::bigint[]),
                coalesce(array_agg(bad) FILTER (WHERE objective IS NOT NULL), array[]::bigint[])
            FROM sums JOIN ends USING (from_at) GROUP BY from_at
            """);
        command.Parameters.Add(new() { Value = set });
        command.Parameters.Add(new() { Value = age });
        return command;
    }

    // A partition has the rows of all sets.
    private async Task DropAsync(NpgsqlConnection session, CancellationToken cancellationToken)
    {
        List<string> old = [];
        await using (NpgsqlCommand find = new(
            $"""
            SELECT c.relname FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid
            WHERE h.inhparent = '{schema}.counts'::regclass AND c.relname < 'counts_' || to_char(
                clock_timestamp() - (SELECT max(history) FROM {schema}.instance) - interval '8 days', 'YYYYMMDD')
            """, session))
        {
            await using NpgsqlDataReader reader = await find.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                old.Add(reader.GetString(0));
            }
        }

        foreach (var name in old)
        {
            await using NpgsqlCommand drop = new($"DROP TABLE IF EXISTS {schema}.{name}", session);
            await drop.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
