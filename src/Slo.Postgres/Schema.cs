using System.Text.RegularExpressions;
using Npgsql;

namespace Slo.Postgres;

/// <summary>The tables of a fleet. The first process to connect creates them.</summary>
internal static partial class Schema
{
    internal const int Version = 1;

    // Arbitrary, but the same in all versions: two versions may start at the same time.
    private const long CreationLock = 0x510_0F1EE7;

    internal static bool IsName(string? name) =>
        name is not null && Name().IsMatch(name) && !name.StartsWith("pg_", StringComparison.OrdinalIgnoreCase);

    /// <summary>Quotes a name for use in commands, because it may be a keyword of SQL.</summary>
    internal static string Quote(string name) => $"\"{name.ToLowerInvariant()}\"";

    /// <summary>Creates the schema and its tables if they do not exist.</summary>
    /// <exception cref="NotSupportedException">A later version of Slo created the tables.</exception>
    internal static async Task CreateAsync(NpgsqlConnection connection, string schema, CancellationToken cancellationToken)
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({CreationLock})", cancellationToken).ConfigureAwait(false);
        if (await VersionAsync(connection, schema, cancellationToken).ConfigureAwait(false) is not { } version)
        {
            await ExecuteAsync(connection, Tables(schema), cancellationToken).ConfigureAwait(false);
        }
        else if (version == Version)
        {
            // A table more is no other version: instances without it go on.
            await ExecuteAsync(connection, ReactionRows.Table(schema), cancellationToken).ConfigureAwait(false);
            await ExecuteAsync(connection, DependencyRows.Table(schema), cancellationToken).ConfigureAwait(false);
            await ExecuteAsync(connection, BadEventRows.Table(schema), cancellationToken).ConfigureAwait(false);
        }
        else
        {
            throw new NotSupportedException(
                $"Schema {schema} has version {version}, and this version of Slo supports {Version}: update Slo, or choose another "
                + "schema.");
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Creates the table of dependencies and its schema if they do not exist. An account that does not own them may do without
    /// the right to create.</summary>
    internal static async Task CreateDependenciesAsync(NpgsqlConnection connection, string schema, CancellationToken cancellationToken)
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({CreationLock})", cancellationToken).ConfigureAwait(false);
        await using (NpgsqlCommand exists = new($"SELECT to_regclass('{schema}.dependencies') IS NOT NULL", connection))
        {
            if (await exists.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true)
            {
                return;
            }
        }

        await ExecuteAsync(connection, CreateSchema(schema) + DependencyRows.Table(schema), cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static string CreateSchema(string schema) =>
        $"DO $$ BEGIN IF to_regnamespace('{schema}') IS NULL THEN CREATE SCHEMA {schema}; END IF; END $$;\n";

    private static async Task<int?> VersionAsync(NpgsqlConnection connection, string schema, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand exists = new($"SELECT to_regclass('{schema}.version') IS NOT NULL", connection);
        if (await exists.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not true)
        {
            return null;
        }

        await using NpgsqlCommand read = new($"SELECT version FROM {schema}.version", connection);
        return (int?)await read.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Selects the rows of the table of instances (<c>i</c>) that are members of the fleet: those that report, and for a while those that
    /// no longer do, unless a new process has their name. Counted as missing for ever, they would keep alerts from firing.
    /// </summary>
    internal static string IsMember(string schema) => $"""
        NOT i.is_gone AND (i.seen_at > clock_timestamp() - 3 * i.report_interval
            OR (i.seen_at > clock_timestamp() - GREATEST(interval '2 minutes', 6 * i.report_interval)
                AND NOT EXISTS (
                    SELECT FROM {schema}.instance n WHERE n.set_name = i.set_name AND n.name = i.name AND n.started_at > i.started_at)))
        """;

    // `published` is a queue that the leader empties into `counts`. A row of `counts` is an addition to a range of time. Its sequence grows
    // in commit order, because only the leader writes it. Instances of two versions share the tables during a deployment: a change must
    // let both work, and needs a new version and a step that migrates to it.
    internal static string Tables(string schema) => CreateSchema(schema) + $"""
        CREATE TABLE {schema}.version (version int NOT NULL);
        INSERT INTO {schema}.version VALUES ({Version});
        CREATE TABLE {schema}.objective (
            id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, set_name text NOT NULL, name text NOT NULL, counting_key text NOT NULL,
            UNIQUE (set_name, name, counting_key));
        CREATE TABLE {schema}.instance (
            incarnation uuid PRIMARY KEY, set_name text NOT NULL, name text NOT NULL, started_at timestamptz NOT NULL,
            seen_at timestamptz NOT NULL, published_until timestamptz NOT NULL, report_interval interval NOT NULL,
            history interval NOT NULL, traffic float8 NOT NULL, is_gone bool NOT NULL) WITH (fillfactor = 50);
        CREATE INDEX ON {schema}.instance (set_name, name);
        CREATE TABLE {schema}.published (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, set_name text NOT NULL, from_at timestamptz NOT NULL,
            to_at timestamptz NOT NULL, objectives int[] NOT NULL, good bigint[] NOT NULL, bad bigint[] NOT NULL)
            WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
        CREATE SEQUENCE {schema}.counts_sequence;
        CREATE TABLE {schema}.counts (
            sequence bigint NOT NULL DEFAULT nextval('{schema}.counts_sequence'), set_name text NOT NULL, from_at timestamptz NOT NULL,
            to_at timestamptz NOT NULL, objectives int[] NOT NULL, good bigint[] NOT NULL, bad bigint[] NOT NULL)
            PARTITION BY RANGE (from_at);
        CREATE INDEX ON {schema}.counts (set_name, sequence);
        CREATE TABLE {schema}.fleet (
            set_name text PRIMARY KEY, led_at timestamptz NOT NULL, total int NOT NULL, reporting int NOT NULL,
            traffic_ratio float8 NOT NULL, compacted_until bigint NOT NULL, compacted_at timestamptz NOT NULL,
            marked_until bigint NOT NULL) WITH (fillfactor = 50);
        CREATE SEQUENCE {schema}.decision_version;
        CREATE TABLE {schema}.decision (
            set_name text NOT NULL, id text NOT NULL, version bigint NOT NULL, is_removed bool NOT NULL, is_exclusion bool NOT NULL,
            objective text, schedule text, target_ratio numeric, from_at timestamptz, to_at timestamptz, owner text, reason text,
            PRIMARY KEY (set_name, id));
        CREATE TABLE {schema}.store_owner (
            instance text NOT NULL, set_name text NOT NULL, owner uuid NOT NULL, saved_at timestamptz NOT NULL,
            PRIMARY KEY (instance, set_name));
        CREATE TABLE {schema}.store_state (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, instance text NOT NULL, set_name text NOT NULL, format int NOT NULL,
            name text NOT NULL, counting_key text NOT NULL, is_complete bool NOT NULL, expires_at timestamptz NOT NULL,
            data bytea NOT NULL);
        CREATE INDEX ON {schema}.store_state (instance, set_name, id);
        CREATE INDEX ON {schema}.store_state (expires_at);
        CREATE TABLE {schema}.store_ledger (
            instance text NOT NULL, set_name text NOT NULL, id bigint NOT NULL, at timestamptz NOT NULL, objective text, kind text NOT NULL,
            data bytea NOT NULL, PRIMARY KEY (instance, set_name, id));
        CREATE TABLE {schema}.store_incident (
            instance text NOT NULL, set_name text NOT NULL, id text NOT NULL, started_at timestamptz NOT NULL, ended_at timestamptz,
            objective text NOT NULL, data bytea NOT NULL, PRIMARY KEY (instance, set_name, id));
        CREATE TABLE {schema}.alert (
            set_name text NOT NULL, fingerprint text NOT NULL, objective text NOT NULL, severity int, before_severity int,
            started_at timestamptz NOT NULL, at timestamptz NOT NULL, told_to text[] NOT NULL,
            PRIMARY KEY (set_name, fingerprint));
        {ReactionRows.Table(schema)}
        {DependencyRows.Table(schema)}
        {BadEventRows.Table(schema)}
        """;

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]{0,39}$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
