using System.Collections.Concurrent;
using Npgsql;

namespace Slo.Postgres;

/// <summary>Shares the counts of the instances of a service in tables of PostgreSQL.</summary>
internal sealed class PostgresFleetStore(NpgsqlDataSource source, SloPostgresOptions options, TimeProvider time)
    : ISloFleetStore, ISloReactionStore, IAsyncDisposable, IDisposable
{
    private readonly ConcurrentDictionary<string, Member> _members = new(StringComparer.Ordinal);
    private readonly string _schema = Schema.Quote(options.Schema);
    private readonly ReactionRows _reactions = new(Schema.Quote(options.Schema), instance: "");
    private readonly DependencyRows _dependencies =
        new(source, Schema.Quote(options.MapSchema ?? options.Schema), options.Schema.ToLowerInvariant());

    private readonly BadEventRows _badEvents = new(source, Schema.Quote(options.Schema));

    private volatile bool _isCreated;

    public async Task<SloFleetAnswer> ExchangeAsync(SloFleetReport report, CancellationToken cancellationToken)
    {
        await CreateAsync(cancellationToken).ConfigureAwait(false);
        Member member = Of(report.Set);
        member.Interval = report.Interval;
        try
        {
            return await member.Exchange.RunAsync(report, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.UndefinedTable
            or PostgresErrorCodes.InvalidSchemaName)
        {
            // The tables were dropped, or the database is another one.
            _isCreated = false;
            throw;
        }
    }

    public async Task<bool> LeadAsync(string setName, CancellationToken cancellationToken)
    {
        Member member = Of(setName);

        // While there is a leader, the other instances do not try to take its lock.
        return (member.Leadership.IsHeld || member.IsWithoutLeader)
            && await member.Leadership.LeadAsync(member.Interval, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<SloFleetAlert>> ReadAlertsAsync(string setName, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand select = source.CreateCommand($"""
            SELECT fingerprint, objective, severity, before_severity, started_at, at, told_to
            FROM {_schema}.alert WHERE set_name = $1
            """);
        select.Parameters.Add(new() { Value = setName });
        await using NpgsqlDataReader reader = await select.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        List<SloFleetAlert> alerts = [];
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            alerts.Add(new(
                reader.GetString(0), reader.GetString(1), Severity(reader, 2), Severity(reader, 3), reader.GetFieldValue<DateTimeOffset>(4),
                reader.GetFieldValue<DateTimeOffset>(5), reader.GetFieldValue<string[]>(6)));
        }

        return alerts;
    }

    public async Task<bool> WriteAlertsAsync(string setName, IReadOnlyList<SloFleetAlert> alerts, CancellationToken cancellationToken)
    {
        NpgsqlBatchCommand upsert = new($"""
            WITH old AS (
                DELETE FROM {_schema}.alert WHERE set_name = $1 AND severity IS NULL AND at < clock_timestamp() - interval '1 day'
                    AND fingerprint <> ALL ($2))
            INSERT INTO {_schema}.alert
            SELECT $1, fingerprint, objective, severity, before_severity, started_at, at, string_to_array(told_to, E'\n')
            FROM unnest($2, $3, $4, $5, $6, $7, $8)
                AS a (fingerprint, objective, severity, before_severity, started_at, at, told_to)
            ON CONFLICT (set_name, fingerprint) DO UPDATE SET objective = excluded.objective, severity = excluded.severity,
                before_severity = excluded.before_severity, started_at = excluded.started_at, at = excluded.at,
                told_to = excluded.told_to
            """);
        object[] values =
        [
            setName, alerts.Select(alert => alert.Fingerprint).ToArray(), alerts.Select(alert => alert.Objective).ToArray(),
            alerts.Select(alert => (int?)alert.Severity).ToArray(), alerts.Select(alert => (int?)alert.Before).ToArray(),
            alerts.Select(alert => alert.StartedAt.UtcDateTime).ToArray(), alerts.Select(alert => alert.At.UtcDateTime).ToArray(),
            alerts.Select(alert => string.Join('\n', alert.NotifiedReceivers)).ToArray(),
        ];
        foreach (var value in values)
        {
            upsert.Parameters.Add(new() { Value = value });
        }

        return await Of(setName).Leadership.WriteAsync(upsert, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<SloFleetInstance>> ReadInstancesAsync(string setName, CancellationToken cancellationToken)
    {
        await CreateAsync(cancellationToken).ConfigureAwait(false);
        await using NpgsqlCommand select = source.CreateCommand($"""
            SELECT name, incarnation, started_at, seen_at, NULLIF(published_until, '-infinity'),
                seen_at > clock_timestamp() - 3 * report_interval
            FROM {_schema}.instance i WHERE i.set_name = $1 AND {Schema.IsMember(_schema)}
            ORDER BY started_at LIMIT 1000
            """);
        select.Parameters.Add(new() { Value = setName });
        await using NpgsqlDataReader reader = await select.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        List<SloFleetInstance> instances = [];
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            instances.Add(new(
                reader.GetString(0), reader.GetGuid(1), reader.GetFieldValue<DateTimeOffset>(2), reader.GetFieldValue<DateTimeOffset>(3),
                reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4), reader.GetBoolean(5)));
        }

        return instances;
    }

    public async Task<IReadOnlyList<SloReactionRecord>> ReadReactionsAsync(string setName, CancellationToken cancellationToken)
    {
        await CreateAsync(cancellationToken).ConfigureAwait(false);
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        return await _reactions.ReadAsync(connection, setName, cancellationToken).ConfigureAwait(false);
    }

    public async Task<bool> WriteReactionAsync(string setName, SloReactionRecord record, CancellationToken cancellationToken)
    {
        await CreateAsync(cancellationToken).ConfigureAwait(false);
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        return await _reactions.WriteAsync(connection, setName, record, cancellationToken).ConfigureAwait(false);
    }

    public Task WriteDependenciesAsync(SloFleetDependencies dependencies, CancellationToken cancellationToken) =>
        _dependencies.WriteAsync(dependencies, cancellationToken);

    public Task<IReadOnlyList<SloFleetDependencies>> ReadDependenciesAsync(string setName, CancellationToken cancellationToken) =>
        _dependencies.ReadAsync(setName, cancellationToken);

    public async Task WriteBadEventsAsync(IReadOnlyList<SloFleetBadEvents> badEvents, CancellationToken cancellationToken)
    {
        await CreateAsync(cancellationToken).ConfigureAwait(false);
        await _badEvents.WriteAsync(badEvents, cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<SloBadEvents>> ReadBadEventsAsync(
        string setName, string objective, string countingKey, CancellationToken cancellationToken)
    {
        await CreateAsync(cancellationToken).ConfigureAwait(false);
        return await _badEvents.ReadAsync(setName, objective, countingKey, cancellationToken).ConfigureAwait(false);
    }

    public Task ResignAsync(string setName, CancellationToken cancellationToken) => Of(setName).Leadership.LeaveAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (Member member in _members.Values)
        {
            await member.Leadership.DisposeAsync().ConfigureAwait(false);
        }

        await source.DisposeAsync().ConfigureAwait(false);
    }

    public void Dispose() => source.Dispose();

    private Member Of(string set) => _members.GetOrAdd(set, _ => new Member(
        new Exchange(source, _schema, set), new Leadership(source, _schema, set, options.FineRetention, time)));

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        if (_isCreated)
        {
            return;
        }

        await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await Schema.CreateAsync(connection, _schema, cancellationToken).ConfigureAwait(false);
        _isCreated = true;
    }

    private static AlertSeverity? Severity(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : (AlertSeverity)reader.GetInt32(column);

    private sealed class Member(Exchange exchange, Leadership leadership)
    {
        internal Exchange Exchange => exchange;

        internal Leadership Leadership => leadership;

        internal TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(2);

        internal bool IsWithoutLeader => exchange.Leader is var (led, now) && (led is null || now - led > 2 * Interval);
    }
}
