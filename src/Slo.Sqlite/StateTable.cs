using Microsoft.Data.Sqlite;

namespace Slo.Sqlite;

/// <summary>
/// The tables of states: the last complete one of each history, and what was saved after it, in blocks. An id is the place in the order in
/// which both were saved.
/// </summary>
internal static class StateTable
{
    internal const string Create = """
        CREATE TABLE IF NOT EXISTS state (
            id INTEGER PRIMARY KEY,
            slo_set TEXT NOT NULL,
            objective TEXT NOT NULL COLLATE NOCASE,
            generation TEXT NOT NULL,
            format INTEGER NOT NULL,
            expires INTEGER NOT NULL,
            data BLOB NOT NULL,
            hash INTEGER NOT NULL);
        CREATE INDEX IF NOT EXISTS state_of_objective ON state (slo_set, objective, generation);
        CREATE TABLE IF NOT EXISTS addition (
            id INTEGER PRIMARY KEY,
            slo_set TEXT NOT NULL,
            format INTEGER NOT NULL,
            expires INTEGER NOT NULL,
            data BLOB NOT NULL,
            hash INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS batch (last INTEGER NOT NULL);
        """;

    private const string Count = "UPDATE batch SET last = last + 1; INSERT INTO batch SELECT 1 WHERE NOT EXISTS (SELECT * FROM batch)";

    private const string LastId = "SELECT MAX(IFNULL((SELECT MAX(id) FROM state), 0), IFNULL((SELECT MAX(id) FROM addition), 0))";

    // What a later version wrote stays until it expires, so that a deployment that is rolled back costs nothing.
    private const string Replace = """
        DELETE FROM state WHERE slo_set = $set AND objective = $objective AND generation = $generation AND format <= $format
        """;

    private const string Insert = """
        INSERT INTO state (id, slo_set, objective, generation, format, expires, data, hash)
        VALUES ($id, $set, $objective, $generation, $format, $expires, $data, $hash)
        """;

    private const string Remove = """
        DELETE FROM addition WHERE (slo_set = $set AND format <= $format) OR expires < $expired;
        DELETE FROM state WHERE expires < $expired;
        """;

    private const string Add = """
        INSERT INTO addition (id, slo_set, format, expires, data, hash) VALUES ($id, $set, $format, $expires, $data, $hash)
        """;

    private const string SelectComplete = "SELECT id, slo_set, objective, data, hash, expires FROM state ORDER BY id";

    private const string SelectAdditions = "SELECT id, slo_set, NULL, data, hash, expires FROM addition ORDER BY id";

    /// <summary>Saves a batch in one transaction.</summary>
    /// <returns>How many bytes it has.</returns>
    internal static long Save(SqliteConnection connection, string set, SloStoreBatch batch)
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        var bytes = Save(connection, transaction, set, batch) + LedgerTable.Save(connection, transaction, set, batch);
        using SqliteCommand count = Sql.Command(connection, transaction, Count);
        count.ExecuteNonQuery();
        transaction.Commit();
        return bytes;
    }

    /// <summary>How many batches were saved; 0 in a new file.</summary>
    internal static long LastBatch(SqliteConnection connection) =>
        Sql.Ask(connection, "SELECT COUNT(*) FROM sqlite_master WHERE name = 'batch'") is 1L
            && Sql.Ask(connection, "SELECT last FROM batch") is long last ? last : 0;

    /// <summary>Saves the states of a batch.</summary>
    /// <returns>How many bytes they have.</returns>
    internal static long Save(SqliteConnection connection, SqliteTransaction transaction, string set, SloStoreBatch batch)
    {
        if (batch.ReplacesAdditions)
        {
            using SqliteCommand remove = Sql.Command(connection, transaction, Remove);
            Sql.Bind(
                remove, ("$set", set), ("$format", SloObjectiveState.FormatVersion), ("$expired", batch.ExpiredBefore.UtcTicks));
            remove.ExecuteNonQuery();
        }

        using SqliteCommand ask = Sql.Command(connection, transaction, LastId);
        var id = (long)ask.ExecuteScalar()!;
        var bytes = SaveComplete(connection, transaction, set, [.. batch.States.Where(state => state.IsComplete)], ref id);
        foreach (SloObjectiveState[] states in batch.States.Where(state => !state.IsComplete).Chunk(AdditionBlock.Most))
        {
            bytes += SaveAdditions(connection, transaction, set, states, ++id);
        }

        return bytes;
    }

    /// <summary>Keeps a row that cannot be read as it is.</summary>
    internal static void Keep(SqliteConnection connection, SqliteTransaction transaction, StoredRow row)
    {
        using SqliteCommand insert = Sql.Command(connection, transaction, Insert);
        Sql.Bind(
            insert, ("$id", null), ("$set", row.Set), ("$objective", row.Objective), ("$generation", ""), ("$format", 0),
            ("$expires", long.MaxValue), ("$data", row.Data), ("$hash", row.Hash));
        insert.ExecuteNonQuery();
    }

    /// <summary>Loads all states in their order, of each history up to the first damaged one.</summary>
    /// <param name="connection">Of the file.</param>
    /// <param name="isDamaged">Whether some are damaged.</param>
    /// <param name="unread">Where the names go of what a later version wrote.</param>
    internal static List<StoredState> Load(SqliteConnection connection, out bool isDamaged, ICollection<string>? unread = null)
    {
        List<StoredRow> rows = [];
        isDamaged = !Read(connection, SelectComplete, rows) | !Read(connection, SelectAdditions, rows);
        StateSelection selection = new();
        List<StoredState> states = selection.Of(
            [.. rows.OrderBy(row => row.Id).AsParallel().AsOrdered().Select(row => row.Decode())]);
        isDamaged |= selection.IsDamaged;
        foreach (var name in selection.Unread)
        {
            unread?.Add(name);
        }

        return states;
    }

    private static long SaveComplete(
        SqliteConnection connection, SqliteTransaction transaction, string set, SloObjectiveState[] states, ref long id)
    {
        long bytes = 0;
        using SqliteCommand replace = Sql.Command(connection, transaction, Replace);
        using SqliteCommand insert = Sql.Command(connection, transaction, Insert);
        foreach (SloObjectiveState state in states)
        {
            var data = state.ToBytes();
            bytes += data.Length;
            Sql.Bind(
                replace, ("$set", set), ("$objective", state.Name), ("$generation", state.CountingKey),
                ("$format", SloObjectiveState.FormatVersion));
            replace.ExecuteNonQuery();
            Sql.Bind(
                insert, ("$id", ++id), ("$set", set), ("$objective", state.Name), ("$generation", state.CountingKey),
                ("$format", SloObjectiveState.FormatVersion), ("$expires", state.ExpiresAt.UtcTicks), ("$data", data),
                ("$hash", Sql.Hash(data)));
            insert.ExecuteNonQuery();
        }

        return bytes;
    }

    private static long SaveAdditions(
        SqliteConnection connection, SqliteTransaction transaction, string set, SloObjectiveState[] states, long id)
    {
        var data = AdditionBlock.Write(states);
        using SqliteCommand add = Sql.Command(connection, transaction, Add);
        Sql.Bind(
            add, ("$id", id), ("$set", set), ("$format", SloObjectiveState.FormatVersion),
            ("$expires", states.Max(state => state.ExpiresAt.UtcTicks)), ("$data", data), ("$hash", Sql.Hash(data)));
        add.ExecuteNonQuery();
        return data.Length;
    }

    // False if not all could be read.
    private static bool Read(SqliteConnection connection, string select, List<StoredRow> into)
    {
        try
        {
            using SqliteCommand query = Sql.Command(connection, null, select);
            using SqliteDataReader rows = query.ExecuteReader();
            var isWhole = true;
            while (rows.Read())
            {
                // SQLite keeps any type in any column.
                StoredRow? row = (rows[0], rows[1], rows[2], rows[3], rows[4], rows[5]) is
                    (long id, string set, var objective and (string or DBNull), byte[] data, long hash, long expires)
                    ? new StoredRow(id, set, objective as string, data, hash, expires) : null;
                isWhole &= row is not null;
                if (row is not null)
                {
                    into.Add(row);
                }
            }

            return isWhole;
        }
        catch (SqliteException exception) when (Damage.Is(exception))
        {
            return false;
        }
    }
}
