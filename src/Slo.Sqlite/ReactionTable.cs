using Microsoft.Data.Sqlite;

namespace Slo.Sqlite;

/// <summary>The states of reactions. Created in files of every version, because nothing else depends on it.</summary>
internal static class ReactionTable
{
    internal const string Create = """
        CREATE TABLE IF NOT EXISTS reaction (
            set_name TEXT NOT NULL, name TEXT NOT NULL, revision INTEGER NOT NULL, content TEXT NOT NULL, PRIMARY KEY (set_name, name));

        """;

    internal static List<SloReactionRecord> Read(SqliteConnection connection, string set)
    {
        using SqliteCommand select = Sql.Command(connection, null, "SELECT name, revision, content FROM reaction WHERE set_name = $set");
        Sql.Bind(select, ("$set", set));
        using SqliteDataReader reader = select.ExecuteReader();
        List<SloReactionRecord> records = [];
        while (reader.Read())
        {
            records.Add(new(reader.GetString(0), reader.GetInt64(1), reader.GetString(2)));
        }

        return records;
    }

    /// <returns>False if another revision is stored.</returns>
    internal static bool Write(SqliteConnection connection, string set, SloReactionRecord record)
    {
        using SqliteCommand upsert = Sql.Command(
            connection, null,
            """
            INSERT INTO reaction SELECT $set, $name, $revision, $content
            WHERE $revision = 1 + (SELECT coalesce(max(revision), 0) FROM reaction WHERE set_name = $set AND name = $name)
            ON CONFLICT (set_name, name) DO UPDATE SET revision = excluded.revision, content = excluded.content
            """);
        Sql.Bind(
            upsert, ("$set", set), ("$name", record.Name), ("$revision", record.Revision), ("$content", record.Content));
        return upsert.ExecuteNonQuery() == 1;
    }
}
