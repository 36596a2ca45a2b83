using Npgsql;

namespace Slo.Postgres;

/// <summary>Publishes the counts of an instance and reads the sums of the fleet, in one round trip. One call at a time.</summary>
internal sealed class Exchange(NpgsqlDataSource source, string schema, string set)
{
    private const int MaximumRows = 2_000;

    // Another one after each failover.
    private const string Timeline = "substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8)";

    private readonly Objectives _objectives = new(source, schema, set);

    // Up to which sequence rows were merged at the last complete read, and the timeline of the server then: after a failover, a replica may
    // have lost the last rows and use their sequence numbers again.
    private (long CompactedUntil, string Timeline) _known = (0, "");

    /// <summary>When the leader last summed, and the time of the last exchange, both by the clock of the server.</summary>
    internal (DateTimeOffset? LedAt, DateTimeOffset Now) Leader { get; private set; } = (null, DateTimeOffset.MinValue);

    internal async Task<SloFleetAnswer> RunAsync(SloFleetReport report, CancellationToken cancellationToken)
    {
        SloFleetAnswer answer = await RunAsync(report, report.ReadAfter, cancellationToken).ConfigureAwait(false);
        if (!answer.IsReset)
        {
            return answer;
        }

        // Numbers of objectives may be those of another server, too. What was published before is not published again.
        _known = (0, "");
        _objectives.Clear();
        return await RunAsync(report, 0, cancellationToken).ConfigureAwait(false) with { IsReset = true };
    }

    private async Task<SloFleetAnswer> RunAsync(SloFleetReport report, long after, CancellationToken cancellationToken)
    {
        await _objectives.AddAsync(report.Slices.SelectMany(slice => slice.Counts), cancellationToken).ConfigureAwait(false);
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(Register(report));
        batch.BatchCommands.Add(Publish(report));
        foreach (SloFleetDecision decision in report.Decisions)
        {
            batch.BatchCommands.Add(Decisions.Write(schema, set, decision));
        }

        batch.BatchCommands.Add(Decisions.Read(schema, set, report.DecisionVersion));
        batch.BatchCommands.Add(LookAround(report));
        batch.BatchCommands.Add(Read(report, after));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        (long version, List<SloFleetDecision>? decisions) =
            await Decisions.ReadAsync(reader, report.DecisionVersion, cancellationToken).ConfigureAwait(false);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        SloFleetAnswer answer = Around(reader) with { Decisions = decisions, DecisionVersion = version };
        var timeline = reader.GetString(1);
        if (timeline != _known.Timeline && (after > 0 || _known.Timeline.Length > 0))
        {
            return answer with { IsReset = true };
        }

        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        return await ReadAsync(reader, answer, timeline, after, cancellationToken).ConfigureAwait(false);
    }

    private NpgsqlBatchCommand Register(SloFleetReport report) => Sql.BatchCommand(
        $"""
        INSERT INTO {schema}.instance VALUES (
            $1, $2, $3, clock_timestamp(), clock_timestamp(), '-infinity', $4, $5, 0, false) ON CONFLICT (incarnation) DO NOTHING
        """,
        report.Incarnation, report.Set, report.Instance, report.Interval, report.History);

    // Nothing is published to a server that was replaced since the last read: the numbers of objectives are those of the one before.
    // The row of the instance is locked first, because a call that timed out here may still run on the server. Slices that it published
    // are not published again. The update reads the locked row, so it runs after the lock is taken.
    private NpgsqlBatchCommand Publish(SloFleetReport report)
    {
        (int Slice, SloFleetCounts Counts)[] counts =
        [
            .. report.Slices.SelectMany((slice, i) => slice.Counts.Select(one => (i + 1, one))),
        ];
        return Sql.BatchCommand(
            $"""
            WITH me AS MATERIALIZED (SELECT published_until FROM {schema}.instance
                    WHERE incarnation = $1 AND ($12 = '' OR $12 = {Timeline}) FOR UPDATE),
                slice AS (SELECT * FROM unnest($2, $3) WITH ORDINALITY AS s (from_at, to_at, i)),
                event AS (SELECT * FROM unnest($4, $5, $6, $7) AS e (i, objective, good, bad)),
                added AS (
                    INSERT INTO {schema}.published (set_name, from_at, to_at, objectives, good, bad)
                    SELECT $8, s.from_at, s.to_at, coalesce(array_agg(e.objective) FILTER (WHERE e.i IS NOT NULL), array[]::int[]),
                        coalesce(array_agg(e.good) FILTER (WHERE e.i IS NOT NULL), array[]::bigint[]),
                        coalesce(array_agg(e.bad) FILTER (WHERE e.i IS NOT NULL), array[]::bigint[])
                    FROM slice s JOIN me ON s.to_at > me.published_until LEFT JOIN event e ON e.i = s.i
                    GROUP BY s.i, s.from_at, s.to_at ORDER BY s.i)
            UPDATE {schema}.instance SET seen_at = clock_timestamp(),
                published_until = GREATEST(me.published_until, (SELECT max(to_at) FROM slice)),
                traffic = traffic * exp(-extract(epoch FROM clock_timestamp() - seen_at) / 60) + (
                    SELECT coalesce(sum(e.good + e.bad), 0) FROM event e JOIN slice s ON s.i = e.i
                    WHERE s.to_at > me.published_until AND s.to_at > clock_timestamp() - interval '1 minute'),
                report_interval = $9, history = $10, is_gone = $11
            FROM me WHERE incarnation = $1
            """,
            report.Incarnation,
            report.Slices.Select(slice => slice.From.UtcDateTime).ToArray(), report.Slices.Select(slice => slice.To.UtcDateTime).ToArray(),
            Array.ConvertAll(counts, one => one.Slice), Array.ConvertAll(counts, one => _objectives[one.Counts]),
            Array.ConvertAll(counts, one => one.Counts.Events.Good), Array.ConvertAll(counts, one => one.Counts.Events.Bad),
            report.Set, report.Interval, report.History, report.IsLast, _known.Timeline);
    }

    private NpgsqlBatchCommand LookAround(SloFleetReport report) => Sql.BatchCommand(
        $"""
        SELECT clock_timestamp(), {Timeline}, f.led_at, coalesce(f.total, 1), coalesce(f.reporting, 1), coalesce(f.traffic_ratio, 1),
            EXISTS (SELECT FROM {schema}.instance i WHERE i.set_name = $1 AND i.name = $2 AND i.incarnation <> $3 AND NOT i.is_gone
                AND i.seen_at > clock_timestamp() - 3 * i.report_interval
                AND i.started_at > (SELECT m.started_at FROM {schema}.instance m WHERE m.incarnation = $3))
        FROM (SELECT) AS one LEFT JOIN {schema}.fleet f ON f.set_name = $1
        """,
        report.Set, report.Instance, report.Incarnation);

    // Reads the mark of the merged rows and the rows in one snapshot.
    private NpgsqlBatchCommand Read(SloFleetReport report, long after) => Sql.BatchCommand(
        $"""
        SELECT f.compacted_until, c.sequence, c.from_at, c.to_at, c.objectives, c.good, c.bad
        FROM {schema}.fleet f LEFT JOIN LATERAL (
            SELECT * FROM {schema}.counts WHERE set_name = f.set_name AND sequence > $2 AND from_at > clock_timestamp() - $3
            ORDER BY sequence LIMIT {MaximumRows}) c ON true
        WHERE f.set_name = $1
        """,
        report.Set, after, report.History + TimeSpan.FromDays(1));

    private SloFleetAnswer Around(NpgsqlDataReader reader)
    {
        DateTimeOffset now = reader.GetFieldValue<DateTimeOffset>(0);
        Leader = (reader.IsDBNull(2) ? null : reader.GetFieldValue<DateTimeOffset>(2), now);
        return new SloFleetAnswer(now, 0, [])
        {
            Members = new(reader.GetInt32(3), reader.GetInt32(4), reader.GetDouble(5)),
            HasTwin = reader.GetBoolean(6),
        };
    }

    private async Task<SloFleetAnswer> ReadAsync(
        NpgsqlDataReader reader, SloFleetAnswer answer, string timeline, long after, CancellationToken cancellationToken)
    {
        List<(SloFleetSlice Slice, int[] Objectives, long[] Good, long[] Bad)> rows = [];
        var last = after;
        var compactedUntil = _known.CompactedUntil;
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            compactedUntil = reader.GetInt64(0);
            if (after > 0 && compactedUntil > _known.CompactedUntil && after < compactedUntil)
            {
                // Rows were merged of which some were read and some were not.
                return answer with { IsReset = true };
            }

            if (!reader.IsDBNull(1))
            {
                last = Math.Max(last, reader.GetInt64(1));
                rows.Add((
                    new(reader.GetFieldValue<DateTimeOffset>(2), reader.GetFieldValue<DateTimeOffset>(3), []),
                    reader.GetFieldValue<int[]>(4), reader.GetFieldValue<long[]>(5), reader.GetFieldValue<long[]>(6)));
            }
        }

        await reader.CloseAsync().ConfigureAwait(false);
        if (rows.Exists(row => Array.Exists(row.Objectives, number => _objectives.Find(number) is null)))
        {
            await _objectives.ReadAsync(cancellationToken).ConfigureAwait(false);
        }

        // Set last, so that a failed read changes nothing.
        _known = (compactedUntil, timeline);
        return answer with
        {
            Sequence = last,
            HasMore = rows.Count >= MaximumRows,
            Slices = [.. rows.Select(row => row.Slice with { Counts = Counts(row.Objectives, row.Good, row.Bad) })],
        };
    }

    private SloFleetCounts[] Counts(int[] objectives, long[] good, long[] bad)
    {
        List<SloFleetCounts> counts = [];
        for (var i = 0; i < objectives.Length; i++)
        {
            if (_objectives.Find(objectives[i]) is var (name, key))
            {
                counts.Add(new(name, key, new SloEventCounts(good[i], bad[i])));
            }
        }

        return [.. counts];
    }
}
