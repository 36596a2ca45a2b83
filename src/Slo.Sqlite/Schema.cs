using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Slo.Sqlite;

/// <summary>The version of a file.</summary>
internal static class Schema
{
    internal const long Version = 3;

    /// <summary>The first version with complete states and additions in tables of their own.</summary>
    private const long FirstWithAdditions = 3;

    /// <summary>Pages of the log after which they are written to the file: what was replaced in between is not.</summary>
    private const string CheckpointPages = "4000";

    /// <summary>Makes a new file what it has to be, changes one of an earlier version, and rejects one of a later version.</summary>
    /// <exception cref="NotSupportedException">The file is of a later version; it is left as it is.</exception>
    internal static void Prepare(SqliteConnection connection, string path)
    {
        var version = CheckVersion(connection, path);
        if (version is > 0 and < Version)
        {
            EarlierVersion.Keep(connection, path, version);
        }

        Sql.Run(
            connection, $"""
            PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA auto_vacuum = INCREMENTAL;
            PRAGMA wal_autocheckpoint = {CheckpointPages}
            """);
        using SqliteTransaction transaction = connection.BeginTransaction();
        using SqliteCommand create = Sql.Command(
            connection, transaction,
            StateTable.Create + LedgerTable.Create + ReactionTable.Create
                + $"PRAGMA user_version = {Version.ToString(CultureInfo.InvariantCulture)}");
        if (version is > 0 and < FirstWithAdditions)
        {
            EarlierVersion.MoveStates(connection, transaction);
        }

        create.ExecuteNonQuery();
        transaction.Commit();
    }

    /// <returns>The version of the file; 0: it is new.</returns>
    /// <exception cref="NotSupportedException">The file is of a later version.</exception>
    internal static long CheckVersion(SqliteConnection connection, string path)
    {
        var version = (long)Sql.Ask(connection, "PRAGMA user_version")!;
        return version <= Version ? version : throw new NotSupportedException(FormattableString.Invariant(
            $"{path}: has version {version}, and this version of Slo writes version {Version}; it is left as it is"));
    }
}
