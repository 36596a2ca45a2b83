using Npgsql;

namespace Slo.Postgres;

/// <summary>The states of reactions, of a fleet or of one instance.</summary>
/// <param name="schema">The schema, quoted.</param>
/// <param name="instance">The name of the instance; empty: the fleet.</param>
internal sealed class ReactionRows(string schema, string instance)
{
    internal static string Table(string schema) => $"""
        CREATE TABLE IF NOT EXISTS {schema}.reaction (
            instance text NOT NULL, set_name text NOT NULL, name text NOT NULL, revision bigint NOT NULL, content text NOT NULL,
            PRIMARY KEY (instance, set_name, name));
        """;

    internal async Task<IReadOnlyList<SloReactionRecord>> ReadAsync(
        NpgsqlConnection connection, string set, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand select = Sql.Command(
            connection, $"SELECT name, revision, content FROM {schema}.reaction WHERE instance = $1 AND set_name = $2", instance, set);
        await using NpgsqlDataReader reader = await select.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        List<SloReactionRecord> records = [];
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            records.Add(new(reader.GetString(0), reader.GetInt64(1), reader.GetString(2)));
        }

        return records;
    }

    /// <returns>False if another revision is stored.</returns>
    internal async Task<bool> WriteAsync(
        NpgsqlConnection connection, string set, SloReactionRecord record, CancellationToken cancellationToken)
    {
        // Of two writers, the second one waits for the row of the first, and then finds its revision.
        await using NpgsqlCommand upsert = Sql.Command(
            connection,
            record.Revision == 1
                ? $"INSERT INTO {schema}.reaction VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING"
                : $"""
                  UPDATE {schema}.reaction SET revision = $4, content = $5
                  WHERE instance = $1 AND set_name = $2 AND name = $3 AND revision = $4 - 1
                  """,
            instance, set, record.Name, record.Revision, record.Content);
        return await upsert.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false) == 1;
    }
}
