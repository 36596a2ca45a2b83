using System.Data.Common;
using Slo.Cli.History;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Import;

/// <summary>The file of an app's store while the app is stopped: this process is its only user.</summary>
internal sealed class StateStore : IDisposable
{
    private readonly string _path;
    private readonly string _set;
    private readonly SqliteSloStore _store;
    private readonly bool _isNew;
    private IReadOnlyList<SloObjectiveState> _states = [];

    private StateStore(string path, string set, bool isNew) => (_path, _set, _store, _isNew) = (path, set, new SqliteSloStore(path), isNew);

    public void Dispose() => _store.Dispose();

    /// <param name="path">The file; created by the first save.</param>
    /// <param name="set">The set; null: the only one, or the default one.</param>
    /// <param name="cancel">Ctrl-C.</param>
    /// <exception cref="ToolException">An app uses the file, or it cannot be read; nothing has changed.</exception>
    internal static async Task<StateStore> OpenAsync(string path, string? set, CancellationToken cancel)
    {
        // A store sets a damaged file aside, which is for the app to do, and creates an absent one, which is for the save.
        var isNew = !File.Exists(path);
        StateStore store = new(path, isNew ? set ?? "" : StateFile.SetOf(StateFile.Try(() => SqliteSloStore.Read(path)), set), isNew);
        try
        {
            if (!isNew)
            {
                await store.LoadAsync(cancel).ConfigureAwait(false);
            }

            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>All states, complete.</summary>
    internal IReadOnlyList<SloObjectiveState> States => _states;

    /// <summary>The state of an objective, or null.</summary>
    internal SloObjectiveState? Find(SloObjective objective) => StateFile.Find(_states, objective);

    /// <summary>The ledger.</summary>
    /// <exception cref="ToolException">The file cannot be read.</exception>
    internal async Task<IReadOnlyList<SloLedgerEntry>> ReadLedgerAsync(CancellationToken cancel) => _isNew ? [] :
        await TryAsync(() => _store.ReadLedgerAsync(_set, new SloLedgerQuery { Limit = int.MaxValue }, cancel)).ConfigureAwait(false);

    /// <summary>Saves complete states and entries of the ledger; all or nothing.</summary>
    /// <exception cref="ToolException">An app uses the file, or it cannot be written.</exception>
    internal async Task SaveAsync(SloStoreBatch batch, CancellationToken cancel)
    {
        if (_isNew)
        {
            await LoadAsync(cancel).ConfigureAwait(false);
            if (_states.Count > 0)
            {
                throw new ToolException(ExitCode.Usage, $"{_path}: an app began to use it in between; stop it, and import then");
            }
        }

        await TryAsync(async () =>
        {
            await _store.SaveAsync(_set, batch, cancel).ConfigureAwait(false);
            return _path;
        }).ConfigureAwait(false);
    }

    private async Task LoadAsync(CancellationToken cancel) =>
        _states = StateFile.Join((await TryAsync(() => _store.LoadAsync(_set, cancel)).ConfigureAwait(false)).States);

    private static async Task<T> TryAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception exception) when (InputFile.IsUnreadable(exception) || exception is DbException)
        {
            throw new ToolException(ExitCode.Usage, SloFinding.Error(
                SloFindingCodes.Unwritable, $"{exception.Message}; stop the app that uses it, and import then").ToString());
        }
    }
}
