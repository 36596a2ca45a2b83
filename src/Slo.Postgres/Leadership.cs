using Npgsql;

namespace Slo.Postgres;

/// <summary>
/// The lead of a fleet: an advisory lock, which the server releases when the session ends. A leader writes only in that session, so it
/// cannot write after it has lost the lock. One call at a time.
/// </summary>
/// <param name="source">Connections.</param>
/// <param name="schema">The schema, quoted.</param>
/// <param name="set">The name of the set of objectives.</param>
/// <param name="fineRetention">How long slices stay as they were published.</param>
/// <param name="time">The clock.</param>
/// <param name="mostCounts">How many counts are added up at once.</param>
internal sealed class Leadership(
    NpgsqlDataSource source, string schema, string set, TimeSpan fineRetention, TimeProvider time, int mostCounts = Leadership.MostCounts)
    : IAsyncDisposable
{
    private const int MaximumRows = 20_000;

    private const int MostCounts = 200_000;

    // After a try that failed, because it took too long perhaps, fewer counts are added up at once.
    private const int LargestDivisor = 256;
    private static readonly TimeSpan LongestAddition = TimeSpan.FromSeconds(1);

    private readonly HashSet<DateTime> _weeks = [];
    private readonly Compaction _compaction = new(schema, set, fineRetention);
    private NpgsqlConnection? _session;
    private int _divisor = 1;

    internal bool IsHeld => _session is not null;

    /// <summary>Takes the lock if no other session holds it, and sums what was published.</summary>
    internal async Task<bool> LeadAsync(TimeSpan interval, CancellationToken cancellationToken)
    {
        try
        {
            if (_session is null && !await TryTakeAsync(interval, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            await AddPartitionsAsync(cancellationToken).ConfigureAwait(false);
            var started = time.GetTimestamp();
            while (await AddUpAsync(cancellationToken).ConfigureAwait(false) && time.GetElapsedTime(started) < LongestAddition)
            {
            }

            _divisor = Math.Max(1, _divisor / 2);
            await _compaction.RunAsync(_session!, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch
        {
            _divisor = Math.Min(LargestDivisor, _divisor * 4);
            await LeaveAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Runs a command in the session of the lock.</summary>
    /// <returns>False if this process does not lead.</returns>
    internal async Task<bool> WriteAsync(NpgsqlBatchCommand command, CancellationToken cancellationToken)
    {
        if (_session is null)
        {
            return false;
        }

        try
        {
            await using NpgsqlBatch batch = new(_session);
            batch.BatchCommands.Add(command);
            await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch
        {
            await LeaveAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Releases the lock.</summary>
    internal async Task LeaveAsync()
    {
        if (_session is not { } session)
        {
            return;
        }

        _session = null;
        _weeks.Clear();
        try
        {
            using CancellationTokenSource late = new(TimeSpan.FromSeconds(1));
            await ExecuteAsync(session, "SELECT pg_advisory_unlock_all()", late.Token).ConfigureAwait(false);
            await session.DisposeAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The session is closed after any exception.
        catch (Exception)
#pragma warning restore CA1031
        {
            // In the pool, the connection would keep the lock.
            await session.DisposeAsync().ConfigureAwait(false);
            source.Clear();
        }
    }

    public async ValueTask DisposeAsync() => await LeaveAsync().ConfigureAwait(false);

    private async Task<bool> TryTakeAsync(TimeSpan interval, CancellationToken cancellationToken)
    {
        NpgsqlConnection session = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await using NpgsqlCommand take = new("SELECT pg_try_advisory_lock(hashtext($1), hashtext($2))", session);
            take.Parameters.Add(new() { Value = $"slo fleet {schema}" });
            take.Parameters.Add(new() { Value = set });
            if (await take.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not true)
            {
                await session.DisposeAsync().ConfigureAwait(false);
                return false;
            }

            // Ends the lead of a process that is suspended, or that has lost its network.
            var idle = (long)Math.Max(10_000, 3 * interval.TotalMilliseconds);
            await ExecuteAsync(
                session, $"SET idle_session_timeout = {idle}; SET idle_in_transaction_session_timeout = {idle}", cancellationToken)
                .ConfigureAwait(false);
            _session = session;
            return true;
        }
        catch
        {
            _session = session;
            throw;
        }
    }

    private async Task AddPartitionsAsync(CancellationToken cancellationToken)
    {
        List<DateTime> missing = [];
        await using (NpgsqlCommand weeks = new(
            $"SELECT DISTINCT date_bin('7 days', from_at, '2001-01-01Z') FROM {schema}.published WHERE set_name = $1", _session))
        {
            weeks.Parameters.Add(new() { Value = set });
            await using NpgsqlDataReader reader = await weeks.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                missing.Add(reader.GetDateTime(0));
            }
        }

        foreach (DateTime week in missing.Where(week => !_weeks.Contains(week)))
        {
            await ExecuteAsync(
                _session!,
                FormattableString.Invariant($"""
                CREATE TABLE IF NOT EXISTS {schema}.counts_{week:yyyyMMdd} PARTITION OF {schema}.counts
                FOR VALUES FROM ('{week:yyyy-MM-dd}Z') TO ('{week.AddDays(7):yyyy-MM-dd}Z')
                """), cancellationToken).ConfigureAwait(false);
            _weeks.Add(week);
        }
    }

    /// <returns>Whether there are more rows to sum.</returns>
    private async Task<bool> AddUpAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new(_session!);
        batch.BatchCommands.Add(Command($"""
            WITH taken AS (
                    DELETE FROM {schema}.published WHERE id IN (
                        SELECT id FROM (
                            SELECT id, sum(size) OVER (ORDER BY id) - size AS before
                            FROM (
                                SELECT id, cardinality(objectives) + 1 AS size FROM {schema}.published
                                WHERE set_name = $1 ORDER BY id LIMIT {MaximumRows}) AS first) AS sized
                        WHERE before < {mostCounts / _divisor})
                    RETURNING from_at, to_at, objectives, good, bad),
                sums AS (
                    SELECT from_at, to_at, e.objective, sum(e.good)::bigint AS good, sum(e.bad)::bigint AS bad
                    FROM taken LEFT JOIN LATERAL unnest(objectives, good, bad) AS e (objective, good, bad) ON true
                    GROUP BY from_at, to_at, e.objective)
            INSERT INTO {schema}.counts (set_name, from_at, to_at, objectives, good, bad)
            SELECT $1, from_at, to_at, coalesce(array_agg(objective) FILTER (WHERE objective IS NOT NULL), array[]::int[]),
                coalesce(array_agg(good) FILTER (WHERE objective IS NOT NULL), array[]::bigint[]),
                coalesce(array_agg(bad) FILTER (WHERE objective IS NOT NULL), array[]::bigint[])
            FROM sums GROUP BY from_at, to_at ORDER BY from_at
            """));
        batch.BatchCommands.Add(Command($"""
            INSERT INTO {schema}.fleet
            SELECT $1, clock_timestamp(), total, reporting, coalesce(traffic_ratio, reporting / GREATEST(1, total)::float8), 0,
                clock_timestamp(), 0
            FROM (
                SELECT count(*) AS total, count(*) FILTER (WHERE seen_at > clock_timestamp() - 3 * report_interval) AS reporting,
                    coalesce(sum(traffic) FILTER (WHERE seen_at > clock_timestamp() - 3 * report_interval), 0)
                        / NULLIF(sum(traffic), 0) AS traffic_ratio
                FROM {schema}.instance i WHERE i.set_name = $1 AND {Schema.IsMember(schema)}) members
            ON CONFLICT (set_name) DO UPDATE SET led_at = excluded.led_at, total = excluded.total, reporting = excluded.reporting,
                traffic_ratio = excluded.traffic_ratio
            """));
        batch.BatchCommands.Add(Command($"SELECT EXISTS (SELECT FROM {schema}.published WHERE set_name = $1)"));
        return await batch.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true;
    }

    private NpgsqlBatchCommand Command(string sql)
    {
        NpgsqlBatchCommand command = new(sql);
        command.Parameters.Add(new() { Value = set });
        return command;
    }

    private static async Task ExecuteAsync(NpgsqlConnection session, string sql, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = new(sql, session);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
