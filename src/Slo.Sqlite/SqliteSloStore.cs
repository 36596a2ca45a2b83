using Microsoft.Data.Sqlite;
using Slo.Sqlite;

namespace Slo;

/// <summary>
/// Keeps states, incidents and the ledger in one SQLite file in WAL mode: a transaction for each batch, a checksum for each row. A damaged
/// file is set aside as <c>NAME.corrupt-TIME</c>, and what can be read of it is kept.
/// </summary>
/// <remarks>One process at a time: while it is open, <c>NAME.lock</c> is locked. Thread-safe.</remarks>
public sealed partial class SqliteSloStore : ISloStore, IDisposable
{
    private const int HeaderBytes = 100;

    private static readonly TimeSpan DisposeTimeout = TimeSpan.FromSeconds(1);

    private readonly string _path;
    private readonly DamagedFiles _damaged;
    private readonly Lock _gate = new();
    private OwnerFile? _owner;
    private SqliteConnection? _connection;
    private string? _missing;
    private bool _isChecked;
    private volatile bool _isDisposed;

    /// <summary>Creates a store. The file is opened by the first call.</summary>
    /// <param name="path">The file; created if it does not exist, with its folder.</param>
    /// <param name="time">For the name of a damaged file; default <see cref="TimeProvider.System"/>.</param>
    public SqliteSloStore(string path, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        _path = Path.GetFullPath(path);
        _damaged = new DamagedFiles(_path, time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public Task<SloStoreContent> LoadAsync(string setName, CancellationToken cancellationToken) =>
        Task.Run(() => Locked(() => Load(setName)), cancellationToken);

    /// <inheritdoc/>
    public Task<long> SaveAsync(string setName, SloStoreBatch batch, CancellationToken cancellationToken) =>
        Task.Run(
            () => Locked(() =>
            {
                var bytes = StateTable.Save(Open(), setName, batch);
                Owner().Note(StateTable.LastBatch(Open()));
                return bytes;
            }),
            cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SloLedgerEntry>> ReadLedgerAsync(string setName, SloLedgerQuery query, CancellationToken cancellationToken) =>
        Task.Run<IReadOnlyList<SloLedgerEntry>>(
            () => Locked(() => LedgerTable.Read(Open(), setName, query, out _)), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SloIncident>> ReadIncidentsAsync(
        string setName, SloIncidentQuery query, CancellationToken cancellationToken) =>
        Task.Run<IReadOnlyList<SloIncident>>(
            () => Locked(() => LedgerTable.Read(Open(), setName, query, out _)), cancellationToken);

    /// <summary>Closes the file. A call that hangs in a slow disk closes it when it ends. Idempotent.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        if (_gate.TryEnter(DisposeTimeout))
        {
            Release();
            _gate.Exit();
        }
    }

    private T Locked<T>(Func<T> call)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            try
            {
                return call();
            }
            catch (SqliteException exception) when (!Damage.Is(exception))
            {
                // The file may have been removed or replaced: the next call opens it anew.
                Close();
                throw;
            }
            finally
            {
                if (_isDisposed)
                {
                    Release();
                }
            }
        }
    }

    private void Release()
    {
        Close();
        _owner?.Dispose();
        _owner = null;
    }

    private SloStoreContent Load(string set)
    {
        // SQLite takes a file without a header for a new one: it would look like a first start.
        if (Owner().HasState && !Directory.Exists(_path) && (!File.Exists(_path) || new FileInfo(_path).Length < HeaderBytes))
        {
            SetAside();
            Owner().Note(StateTable.LastBatch(Open()));
            return new([]) { Loss = $"{_path} is gone, or empty; nothing of what was kept is left" };
        }

        try
        {
            if (!Directory.Exists(_path))
            {
                List<string> unread = [];
                List<StoredState> all = StateTable.Load(Open(), out var isDamaged, unread);
                SloStoreContent content = LedgerTable.AddTo(
                    new(Of(set, all))
                    {
                        Loss = _missing,
                        Unread = unread.Count == 0 ? null : $"{_path}: {string.Join(", ", unread.Take(10))}",
                    },
                    Open(), set, out var isLedgerDamaged);
                return isDamaged || isLedgerDamaged ? Salvage(set, all, LedgerTable.LoadAll(Open())) : content;
            }
        }
        catch (SqliteException exception) when (Damage.Is(exception))
        {
            // As if nothing could be read.
        }

        return Salvage(set, [], []);
    }

    private static IReadOnlyList<SloObjectiveState> Of(string set, List<StoredState> all) =>
        [.. all.Where(stored => stored.Set == set).Select(stored => stored.State)];

    // The damaged file stays for analysis. Other sets may be in it too.
    private SloStoreContent Salvage(string set, List<StoredState> all, List<(string Set, SloStoreBatch Batch)> ledgers)
    {
        Close();
        var aside = SetAside();
        foreach (IGrouping<string, StoredState> others in all.GroupBy(stored => stored.Set))
        {
            StateTable.Save(Open(), others.Key, new([.. others.Select(stored => stored.State)]));
        }

        foreach ((string of, SloStoreBatch batch) in ledgers)
        {
            StateTable.Save(Open(), of, batch);
        }

        Owner().Note(StateTable.LastBatch(Open()));
        return LedgerTable.AddTo(new(Of(set, all)), Open(), set, out _) with
        {
            Loss = $"{_path} is damaged; it was set aside as {aside}, and what could be read of it is kept",
        };
    }

    private SqliteConnection Open()
    {
        if (_connection is not null)
        {
            if (File.Exists(_path))
            {
                return _connection;
            }

            // In a new file what is new would continue nothing: after a failure the host saves all.
            Close();
            throw new IOException($"{_path}: was removed while it was in use; the next attempt creates it anew");
        }

        if (_owner is { IsGone: true })
        {
            _owner.Dispose();
            _owner = null;
        }

        var last = Owner().LastBatch;
        SqliteConnection connection = new(new SqliteConnectionStringBuilder
        {
            DataSource = _path,
            Pooling = false,
            DefaultTimeout = 5,
        }.ToString());
        try
        {
            connection.Open();
            FindMissing(connection, last);
            Schema.Prepare(connection, _path);
            return _connection = connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private string SetAside()
    {
        _isChecked = true;
        return _damaged.SetAside();
    }

    // Before anything is written: the log is as it was found.
    private void FindMissing(SqliteConnection connection, long last)
    {
        if (!_isChecked && StateTable.LastBatch(connection) is var found && found < last)
        {
            _missing = FormattableString.Invariant(
                $"{_path}: the last {last - found} batches are missing; the file as it was found is {_damaged.Copy()}");
            Owner().Note(found);
        }

        _isChecked = true;
    }

    private OwnerFile Owner() => _owner ??= new OwnerFile(_path);

    private void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
