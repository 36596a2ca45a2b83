using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Slo.Sqlite;

/// <summary>Keeps a file of an earlier version before it is changed to the current one.</summary>
internal static class EarlierVersion
{
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
}
