using Microsoft.Data.Sqlite;
using Slo.Sqlite;

namespace Slo;

/// <content>Reading a file without being its store.</content>
public sealed partial class SqliteSloStore
{
    private const int Attempts = 5;

    /// <summary>
    /// Reads what a file keeps of every set, as of the last save. Nothing is written, and nothing is locked: an app may use the file.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <returns>By the name of the set; of each objective the last complete state, and then what was saved after it, in order.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or none of a store.</exception>
    /// <exception cref="NotSupportedException">The file is of another version.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<SloObjectiveState>> Read(string path) => ReadFile(path, connection =>
    {
        List<StoredState> all = StateTable.Load(connection, out var isDamaged);
        return !isDamaged
            ? all.GroupBy(stored => stored.Set, stored => stored.State, StringComparer.Ordinal).ToDictionary(
                set => set.Key, IReadOnlyList<SloObjectiveState> (set) => [.. set], StringComparer.Ordinal)
            : throw Damaged(path);
    });

    /// <summary>
    /// Reads the ledger that a file keeps of every set, as of the last save. Nothing is written, and nothing is locked: an app may use the
    /// file.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <returns>By the name of the set, the oldest entry first. Entries of a kind that is not known here are left out.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or none of a store.</exception>
    /// <exception cref="NotSupportedException">The file is of another version.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<SloLedgerEntry>> ReadLedger(string path) => ReadFile(
        path, connection => LedgerTable.ReadAll(connection, out var isDamaged) is var all && !isDamaged ? all : throw Damaged(path));

    /// <summary>Reads a page of the ledger that a file keeps, the newest entry first; see <see cref="Read"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="setName">The name of the set; empty: the default set.</param>
    /// <param name="query">Which entries, and how many.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or none of a store.</exception>
    /// <exception cref="NotSupportedException">The file is of another version.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<SloLedgerEntry> ReadLedger(string path, string setName, SloLedgerQuery query)
    {
        ArgumentNullException.ThrowIfNull(setName);
        ArgumentNullException.ThrowIfNull(query);
        return ReadFile(path, connection => LedgerTable.Read(connection, setName, query, out var isDamaged) is var entries && !isDamaged
            ? entries : throw Damaged(path));
    }

    /// <summary>Reads a page of the incidents that a file keeps, the last to start first; see <see cref="Read"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="setName">The name of the set; empty: the default set.</param>
    /// <param name="query">Which incidents, and how many.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or none of a store.</exception>
    /// <exception cref="NotSupportedException">The file is of another version.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<SloIncident> ReadIncidents(string path, string setName, SloIncidentQuery query)
    {
        ArgumentNullException.ThrowIfNull(setName);
        ArgumentNullException.ThrowIfNull(query);
        return ReadFile(path, connection => LedgerTable.Read(connection, setName, query, out var isDamaged) is var incidents && !isDamaged
            ? incidents : throw Damaged(path));
    }

    private static T ReadFile<T>(string path, Func<SqliteConnection, T> read)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var full = Path.GetFullPath(path);
        for (var attempt = 1; ; attempt++)
        {
            if (!File.Exists(full))
            {
                throw new FileNotFoundException($"{path}: there is no such file", path);
            }

            FileInfo before = new(full);
            var isQuiet = !HasLog(full);
            try
            {
                return ReadOnce(full, path, isQuiet, read);
            }
            catch (Exception exception) when (
                exception is InvalidDataException or IOException && attempt < Attempts && isQuiet && IsChanged(before))
            {
                // An app began to use the file in between.
            }
        }
    }

    private static T ReadOnce<T>(string full, string shown, bool isQuiet, Func<SqliteConnection, T> read)
    {
        try
        {
            using SqliteConnection connection = OpenToRead(full, isQuiet);
            if (Schema.CheckVersion(connection, shown) is var version and > 0 and < Schema.Version)
            {
                throw new NotSupportedException(FormattableString.Invariant(
                    $"{shown}: has version {version}, and version {Schema.Version} is read here; start the app once, which migrates it"));
            }

            return read(connection);
        }
        catch (SqliteException exception)
        {
            // Without its tables, a file has the general error 1.
            throw exception.SqliteErrorCode == 1 || Damage.Is(exception)
                ? new InvalidDataException($"{shown}: is damaged, or no file of AddSqliteStore", exception)
                : new IOException($"{shown}: cannot be read: {exception.Message}", exception);
        }
    }

    private static InvalidDataException Damaged(string shown) =>
        new($"{shown}: is damaged; the app sets it aside when it starts, and keeps what can be read of it");

    // Where an app uses the file, or was killed, its log has what is new. Otherwise SQLite must not create one: it would stay.
    private static SqliteConnection OpenToRead(string full, bool isQuiet)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder
        {
            DataSource = isQuiet ? new Uri(full).AbsoluteUri + "?immutable=1" : full,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
            DefaultTimeout = 5,
        }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static bool HasLog(string full) => new FileInfo(full + "-wal") is { Exists: true, Length: > 0 };

    private static bool IsChanged(FileInfo before) => HasLog(before.FullName)
        || new FileInfo(before.FullName) is var now && (now.Exists, now.LastWriteTimeUtc) != (before.Exists, before.LastWriteTimeUtc);
}
