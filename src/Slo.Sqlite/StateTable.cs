using Microsoft.Data.Sqlite;

namespace Slo.Sqlite;

/// <summary>The table of states: of each objective the last complete one, and what was saved after it.</summary>
internal static class StateTable
{
    private const long Version = 2;

    /// <summary>Makes a new file what it has to be, and rejects one of a later version.</summary>
    /// <exception cref="NotSupportedException">The file is of a later version; it is left as it is.</exception>
    internal static void Prepare(SqliteConnection connection, string path)
    {
        var version = CheckVersion(connection, path);
        if (version is > 0 and < Version)
        {
            EarlierVersion.Keep(connection, path, version);
        }

        Sql.Run(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA auto_vacuum = INCREMENTAL");
        Sql.Run(connection, $"""
            BEGIN IMMEDIATE;
            CREATE TABLE IF NOT EXISTS state (
                id INTEGER PRIMARY KEY,
                slo_set TEXT NOT NULL,
                objective TEXT NOT NULL COLLATE NOCASE,
                is_complete INTEGER NOT NULL,
                data BLOB NOT NULL,
                hash INTEGER NOT NULL);
            CREATE INDEX IF NOT EXISTS state_of_objective ON state (slo_set, objective, id);
            {LedgerTable.Create}
            PRAGMA user_version = {Version.ToString(System.Globalization.CultureInfo.InvariantCulture)};
            COMMIT;
            """);
    }

    /// <returns>The version of the file; 0: it is new.</returns>
    /// <exception cref="NotSupportedException">The file is of a later version.</exception>
    internal static long CheckVersion(SqliteConnection connection, string path)
    {
        var version = (long)Sql.Ask(connection, "PRAGMA user_version")!;
        return version <= Version ? version : throw new NotSupportedException(FormattableString.Invariant(
            $"{path}: has version {version}, and this version of Slo writes version {Version}; it is left as it is"));
    }

    /// <summary>Saves a batch in one transaction.</summary>
    internal static void Save(SqliteConnection connection, string set, SloStoreBatch batch)
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        using SqliteCommand remove = Sql.Command(connection, transaction,
            "DELETE FROM state WHERE slo_set = $set AND objective = $objective");
        using SqliteCommand insert = Sql.Command(connection, transaction,
            "INSERT INTO state (slo_set, objective, is_complete, data, hash) VALUES ($set, $objective, $complete, $data, $hash)");
        foreach (SloObjectiveState state in batch.States)
        {
            if (state.IsComplete)
            {
                Sql.Bind(remove, ("$set", set), ("$objective", state.Name));
                remove.ExecuteNonQuery();
            }

            var data = state.ToBytes();
            Sql.Bind(
                insert, ("$set", set), ("$objective", state.Name), ("$complete", state.IsComplete), ("$data", data),
                ("$hash", Sql.Hash(data)));
            insert.ExecuteNonQuery();
        }

        LedgerTable.Save(connection, transaction, set, batch);
        transaction.Commit();
    }

    /// <summary>Loads all states, of each objective up to the first damaged one.</summary>
    internal static List<StoredState> Load(SqliteConnection connection, out bool isDamaged)
    {
        isDamaged = false;
        List<StoredState> states = [];
        HashSet<(string Set, string Objective)> damaged = [];
        using SqliteCommand query = Sql.Command(connection, null, "SELECT slo_set, objective, data, hash FROM state ORDER BY id");
        try
        {
            using SqliteDataReader rows = query.ExecuteReader();
            while (rows.Read())
            {
                (string Set, string Objective) key = (rows.GetString(0), rows.GetString(1).ToUpperInvariant());
                if (!damaged.Contains(key) && Read((byte[])rows[2], rows.GetInt64(3)) is { } state)
                {
                    states.Add(new StoredState(key.Set, state));
                }
                else
                {
                    damaged.Add(key);
                    isDamaged = true;
                }
            }
        }
        catch (SqliteException exception) when (Damage.Is(exception))
        {
            isDamaged = true;
        }

        return states;
    }

    private static SloObjectiveState? Read(byte[] data, long hash)
    {
        try
        {
            return Sql.Hash(data) == hash ? SloObjectiveState.FromBytes(data) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
