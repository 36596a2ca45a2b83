using Microsoft.Data.Sqlite;

namespace Slo.Sqlite;

/// <summary>The tables of ledger entries and of incidents. Rows are found by what is in columns, and are what their bytes say.</summary>
internal static class LedgerTable
{
    /// <summary>How many entries, and how many incidents, are kept of a set; the oldest are removed beyond that.</summary>
    internal const int Most = 100_000;

    internal const string Create = """
        CREATE TABLE IF NOT EXISTS ledger (
            slo_set TEXT NOT NULL,
            id INTEGER NOT NULL,
            at INTEGER NOT NULL,
            objective TEXT COLLATE NOCASE,
            kind TEXT NOT NULL,
            data BLOB NOT NULL,
            hash INTEGER NOT NULL,
            PRIMARY KEY (slo_set, id)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS ledger_at ON ledger (slo_set, at);
        CREATE TABLE IF NOT EXISTS incident (
            slo_set TEXT NOT NULL,
            id TEXT NOT NULL,
            started INTEGER NOT NULL,
            ended INTEGER,
            objective TEXT NOT NULL COLLATE NOCASE,
            data BLOB NOT NULL,
            hash INTEGER NOT NULL,
            PRIMARY KEY (slo_set, id)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS incident_ended ON incident (slo_set, ended);
        """;

    private const string Insert = """
        INSERT OR REPLACE INTO ledger (slo_set, id, at, objective, kind, data, hash)
        VALUES ($set, $id, $at, $objective, $kind, $data, $hash)
        """;

    private const string InsertIncident = """
        INSERT OR REPLACE INTO incident (slo_set, id, started, ended, objective, data, hash)
        VALUES ($set, $id, $started, $ended, $objective, $data, $hash)
        """;

    // The indexes have all that is asked for.
    private const string Prune = """
        DELETE FROM ledger WHERE slo_set = $set AND (at < $since
            OR at <= (SELECT at FROM ledger WHERE slo_set = $set ORDER BY at DESC LIMIT 1 OFFSET $most));
        DELETE FROM incident WHERE slo_set = $set AND (ended < $since
            OR ended <= (SELECT ended FROM incident WHERE slo_set = $set AND ended IS NOT NULL ORDER BY ended DESC LIMIT 1 OFFSET $most));
        """;

    private const string Page = """
        SELECT data, hash FROM ledger WHERE slo_set = $set AND at >= $from AND at < $to AND id < $before
            AND ($objective IS NULL OR objective = $objective) AND ($kind IS NULL OR kind = $kind)
        ORDER BY id DESC LIMIT $limit
        """;

    private const string PageOfIncidents = """
         AND started < $to AND ($before IS NULL OR id < $before) AND ($objective IS NULL OR objective = $objective)
        ORDER BY id DESC LIMIT $limit
        """;

    private const string Lasting = "SELECT data, hash FROM incident WHERE slo_set = $set AND ended IS NULL";

    // The plus keeps SQLite from the index, by which it would have to sort all of them.
    private const string Ended = "SELECT data, hash FROM incident WHERE slo_set = $set AND +ended >= $from";

    private const string EndedOrLasting = "SELECT data, hash FROM incident WHERE slo_set = $set AND (ended IS NULL OR ended >= $from)";

    /// <summary>Saves the entries and incidents of a batch, and removes old ones, in the transaction of its states.</summary>
    /// <returns>How many bytes those have.</returns>
    internal static long Save(SqliteConnection connection, SqliteTransaction transaction, string set, SloStoreBatch batch)
    {
        long bytes = 0;
        using SqliteCommand insert = Sql.Command(connection, transaction, Insert);
        foreach (SloLedgerEntry entry in batch.Entries)
        {
            var data = entry.ToBytes();
            bytes += data.Length;
            Sql.Bind(
                insert, ("$set", set), ("$id", entry.Id), ("$at", entry.At.UtcTicks), ("$objective", entry.Objective),
                ("$kind", entry.Kind.ToString()), ("$data", data), ("$hash", Sql.Hash(data)));
            insert.ExecuteNonQuery();
        }

        using SqliteCommand insertIncident = Sql.Command(connection, transaction, InsertIncident);
        foreach (SloIncident incident in batch.Incidents)
        {
            var data = incident.ToBytes();
            bytes += data.Length;
            Sql.Bind(
                insertIncident, ("$set", set), ("$id", incident.Id), ("$started", incident.StartedAt.UtcTicks),
                ("$ended", incident.EndedAt?.UtcTicks), ("$objective", incident.Name), ("$data", data), ("$hash", Sql.Hash(data)));
            insertIncident.ExecuteNonQuery();
        }

        using SqliteCommand prune = Sql.Command(connection, transaction, Prune);
        Sql.Bind(prune, ("$set", set), ("$since", batch.KeepSince.UtcTicks), ("$most", Most));
        prune.ExecuteNonQuery();
        return bytes;
    }

    /// <summary>A page of the ledger. Damaged rows are left out, as are rows of a kind that is not known.</summary>
    internal static List<SloLedgerEntry> Read(SqliteConnection connection, string set, SloLedgerQuery query, out bool isDamaged)
    {
        using SqliteCommand command = Sql.Command(connection, null, Page);
        Sql.Bind(
            command, ("$set", set), ("$from", query.From?.UtcTicks ?? 0), ("$to", query.To?.UtcTicks ?? long.MaxValue),
            ("$before", query.Before ?? long.MaxValue), ("$objective", query.Objective), ("$kind", query.Kind?.ToString()),
            ("$limit", query.Limit));
        return Rows(command, bytes => SloLedgerEntry.FromBytes(bytes), out isDamaged);
    }

    /// <summary>The entries of each set, the oldest first.</summary>
    internal static Dictionary<string, IReadOnlyList<SloLedgerEntry>> ReadAll(SqliteConnection connection, out bool isDamaged)
    {
        Dictionary<string, IReadOnlyList<SloLedgerEntry>> all = new(StringComparer.Ordinal);
        foreach (var set in Sets(connection, out isDamaged))
        {
            List<SloLedgerEntry> entries = Read(connection, set, new SloLedgerQuery { Limit = Most }, out var isSetDamaged);
            entries.Reverse();
            all.Add(set, entries);
            isDamaged |= isSetDamaged;
        }

        return all;
    }

    /// <summary>A page of the incidents. Damaged rows are left out.</summary>
    internal static List<SloIncident> Read(SqliteConnection connection, string set, SloIncidentQuery query, out bool isDamaged)
    {
        var which = query.IsOpen switch
        {
            true => Lasting,
            false => Ended,
            null => EndedOrLasting,
        };
        using SqliteCommand command = Sql.Command(connection, null, which + PageOfIncidents);
        Sql.Bind(
            command, ("$set", set), ("$from", query.From?.UtcTicks ?? 0), ("$to", query.To?.UtcTicks ?? long.MaxValue),
            ("$before", query.Before), ("$objective", query.Objective), ("$limit", query.Limit));
        return Rows(command, bytes => SloIncident.FromBytes(bytes), out isDamaged);
    }

    /// <summary>Everything of a set that a process needs at its start.</summary>
    internal static SloStoreContent AddTo(SloStoreContent content, SqliteConnection connection, string set, out bool isDamaged)
    {
        List<SloLedgerEntry> entries = Read(connection, set, new SloLedgerQuery { Limit = SloLedger.Capacity }, out isDamaged);
        List<SloIncident> recent = Read(connection, set, new SloIncidentQuery { Limit = SloLedger.Capacity }, out var isRecentDamaged);
        using SqliteCommand lasting = Sql.Command(connection, null, Lasting);
        Sql.Bind(lasting, ("$set", set));
        List<SloIncident> open = Rows(lasting, bytes => SloIncident.FromBytes(bytes), out var isOpenDamaged);
        isDamaged |= isRecentDamaged || isOpenDamaged;
        entries.Reverse();
        return content with { Entries = entries, Incidents = [.. open.Concat(recent).DistinctBy(incident => incident.Id)] };
    }

    /// <summary>All that can be read of a damaged file, of all sets.</summary>
    internal static List<(string Set, SloStoreBatch Batch)> LoadAll(SqliteConnection connection) =>
    [
        .. Sets(connection, out _).Select(set => (set, new SloStoreBatch([])
        {
            Entries = Read(connection, set, new SloLedgerQuery { Limit = Most }, out _),
            Incidents = Read(connection, set, new SloIncidentQuery { Limit = Most }, out _),
        })),
    ];

    private static List<string> Sets(SqliteConnection connection, out bool isDamaged)
    {
        isDamaged = false;
        List<string> sets = [];
        try
        {
            using SqliteCommand query = Sql.Command(connection, null, "SELECT slo_set FROM ledger UNION SELECT slo_set FROM incident");
            using SqliteDataReader rows = query.ExecuteReader();
            while (rows.Read())
            {
                sets.Add(rows.GetString(0));
            }
        }
        catch (SqliteException exception) when (Damage.Is(exception))
        {
            // The sets read so far.
            isDamaged = true;
        }

        return sets;
    }

    private static List<T> Rows<T>(SqliteCommand query, Func<byte[], T> read, out bool isDamaged)
    {
        isDamaged = false;
        List<T> items = [];
        try
        {
            using SqliteDataReader rows = query.ExecuteReader();
            while (rows.Read())
            {
                if (rows[0] is not byte[] data || rows[1] is not long hash || Sql.Hash(data) != hash)
                {
                    isDamaged = true;
                    continue;
                }

                try
                {
                    items.Add(read(data));
                }
                catch (InvalidDataException)
                {
                    // Of a later version of Slo: not for this one, and not lost.
                }
            }
        }
        catch (SqliteException exception) when (Damage.Is(exception))
        {
            isDamaged = true;
        }

        return items;
    }
}
