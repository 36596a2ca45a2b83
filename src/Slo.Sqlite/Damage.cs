using Microsoft.Data.Sqlite;

namespace Slo.Sqlite;

/// <summary>Files that are no database, or a broken one.</summary>
internal static class Damage
{
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    internal static bool Is(SqliteException exception) => exception.SqliteErrorCode is Corrupt or NotADatabase;
}
