using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Slo.Sqlite;

/// <summary>Keeps a file of an earlier version before it is changed to the current one, and changes it.</summary>
internal static class EarlierVersion
{
    private const string Select = "SELECT id, slo_set, objective, data, hash, 0 FROM state ORDER BY id";

    /// <returns>The name of the copy: <c>NAME.version-1</c>.</returns>
    internal static string Keep(SqliteConnection connection, string path, long version)
    {
        var copy = path + ".version-" + version.ToString(CultureInfo.InvariantCulture);
        var unfinished = copy + ".tmp";
        File.Delete(unfinished);
        using (SqliteCommand command = Sql.Command(connection, null, "VACUUM INTO $path"))
        {
            Sql.Bind(command, ("$path", unfinished));
            command.ExecuteNonQuery();
        }

        File.Move(unfinished, copy, overwrite: true);
        return copy;
    }

    /// <summary>Moves the states of versions 1 and 2, which had all of them in one table, to the tables of now.</summary>
    internal static void MoveStates(SqliteConnection connection, SqliteTransaction transaction)
    {
        List<StoredRow> rows = [];
        using (SqliteCommand query = Sql.Command(connection, transaction, Select))
        using (SqliteDataReader reader = query.ExecuteReader())
        {
            while (reader.Read())
            {
                rows.Add(new(
                    reader.GetInt64(0), reader.GetString(1), reader.GetString(2), (byte[])reader[3], reader.GetInt64(4), Expires: null));
            }
        }

        Run(connection, transaction, "DROP TABLE state");
        Run(connection, transaction, StateTable.Create);
        foreach (IGrouping<string, StoredRow> set in rows.GroupBy(row => row.Set, StringComparer.Ordinal))
        {
            StateTable.Save(connection, transaction, set.Key, new([.. set.SelectMany(row => row.Decode().States)]));
        }

        // Found, and reported, when the file is loaded.
        foreach (StoredRow row in rows.Where(row => row.IsDamaged || row.IsUnread))
        {
            StateTable.Keep(connection, transaction, row);
        }
    }

    private static void Run(SqliteConnection connection, SqliteTransaction transaction, string text)
    {
        using SqliteCommand command = Sql.Command(connection, transaction, text);
        command.ExecuteNonQuery();
    }
}
