using Npgsql;
using NpgsqlTypes;

namespace Slo.Postgres;

/// <summary>The commands that write and read the decisions of a fleet.</summary>
internal static class Decisions
{
    /// <summary>Writes a decision. A revoked decision stays revoked.</summary>
    internal static NpgsqlBatchCommand Write(string schema, string set, SloFleetDecision decision)
    {
        NpgsqlBatchCommand command = new($"""
            INSERT INTO {schema}.decision VALUES (
                $1, $2, nextval('{schema}.decision_version'), $3, $4, $5, $6, $7, $8, $9, $10, $11)
            ON CONFLICT (set_name, id) DO UPDATE SET version = excluded.version, is_removed = excluded.is_removed,
                target_ratio = coalesce(excluded.target_ratio, decision.target_ratio), to_at = coalesce(excluded.to_at, decision.to_at)
            WHERE NOT decision.is_removed
            """);
        SloExclusion? exclusion = decision.Exclusion;
        SloTargetOverride? change = decision.TargetOverride;
        Add(NpgsqlDbType.Text, set);
        Add(NpgsqlDbType.Text, decision.Id);
        Add(NpgsqlDbType.Boolean, exclusion is null && change is null);
        Add(NpgsqlDbType.Boolean, exclusion is not null);
        Add(NpgsqlDbType.Text, exclusion?.Objective ?? change?.Objective);
        Add(NpgsqlDbType.Text, exclusion?.When.ToString());
        Add(NpgsqlDbType.Numeric, change?.TargetRatio);
        Add(NpgsqlDbType.TimestampTz, change?.From.UtcDateTime);
        Add(NpgsqlDbType.TimestampTz, change?.To.UtcDateTime);
        Add(NpgsqlDbType.Text, Clean(exclusion?.Owner ?? change?.Owner));
        Add(NpgsqlDbType.Text, Clean(exclusion?.Reason ?? change?.Reason));
        return command;

        void Add(NpgsqlDbType type, object? value) =>
            command.Parameters.Add(new() { NpgsqlDbType = type, Value = value ?? DBNull.Value });
    }

    /// <summary>
    /// Reads all decisions that are not revoked, if the instance has another version of them. The version is the sum of the numbers of all
    /// decisions, not the greatest: numbers are drawn before the commit, so a smaller one may become visible later.
    /// </summary>
    internal static NpgsqlBatchCommand Read(string schema, string set, long known)
    {
        NpgsqlBatchCommand command = new($"""
            SELECT v.version, d.id, d.is_exclusion, d.objective, d.schedule, d.target_ratio, d.from_at, d.to_at, d.owner, d.reason
            FROM (SELECT coalesce(sum(version), 0)::bigint AS version FROM {schema}.decision WHERE set_name = $1) v
            LEFT JOIN {schema}.decision d ON d.set_name = $1 AND NOT d.is_removed AND v.version <> $2
            """);
        command.Parameters.Add(new() { Value = set });
        command.Parameters.Add(new() { Value = known });
        return command;
    }

    internal static async Task<(long Version, List<SloFleetDecision>? All)> ReadAsync(
        NpgsqlDataReader reader, long known, CancellationToken cancellationToken)
    {
        var version = known;
        List<SloFleetDecision> all = [];
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            version = reader.GetInt64(0);
            if (!reader.IsDBNull(1) && Decision(reader) is { } decision)
            {
                all.Add(decision);
            }
        }

        return (version, version == known ? null : all);
    }

    // Null if a later version of Slo wrote a schedule that this one cannot parse.
    private static SloFleetDecision? Decision(NpgsqlDataReader reader)
    {
        var id = reader.GetString(1);
        if (!reader.GetBoolean(2))
        {
            return new(id, null, new SloTargetOverride
            {
                Id = id,
                Objective = reader.GetString(3),
                TargetRatio = reader.GetDecimal(5),
                From = reader.GetFieldValue<DateTimeOffset>(6),
                To = reader.GetFieldValue<DateTimeOffset>(7),
                Owner = Text(reader, 8),
                Reason = Text(reader, 9),
            });
        }

        return SloSchedule.TryParse(reader.GetString(4), out SloSchedule? schedule) is null && schedule is not null
            ? new(
                id,
                new SloExclusion
                {
                    Id = id,
                    Objective = Text(reader, 3),
                    When = schedule,
                    Owner = Text(reader, 8),
                    Reason = Text(reader, 9),
                },
                null)
            : null;
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    // PostgreSQL rejects NUL characters and unpaired surrogates.
    private static string? Clean(string? text) => text is null ? null : SloText.OneLine(text, 2_000);
}
