using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Slo.Sqlite;

/// <summary>Files that are no database, or a broken one.</summary>
internal static class Damage
{
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    internal static bool Is(SqliteException exception) => exception.SqliteErrorCode is Corrupt or NotADatabase;

    /// <summary>Gives a file, or what is in its place, and what belongs to it another name.</summary>
    /// <returns>The new name of the file.</returns>
    internal static string SetAside(string path, DateTimeOffset now)
    {
        var suffix = ".corrupt-" + now.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        foreach (var part in (string[])["", "-wal", "-shm"])
        {
            if (File.Exists(path + part))
            {
                File.Move(path + part, path + suffix + part, overwrite: true);
            }
            else if (Directory.Exists(path + part))
            {
                Directory.Move(path + part, path + suffix + part);
            }
        }

        return path + suffix;
    }
}
