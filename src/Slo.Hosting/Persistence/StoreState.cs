namespace Slo.Hosting.Persistence;

/// <summary>Whether what is counted is also kept; health checks report it.</summary>
internal sealed class StoreState
{
    private volatile Trouble? _trouble;
    private volatile string? _loss;
    private volatile bool _hasStore;
    private readonly TaskCompletionSource<IReadOnlySet<string>> _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the store is loaded, with the names of the objectives of which it has events, whatever the
    /// case.</summary>
    internal Task<IReadOnlySet<string>> Loaded => _loaded.Task;

    /// <summary>Whether there is a store, and all is kept in it.</summary>
    internal bool IsKeeping => _hasStore && _trouble is null;

    /// <summary>What the store could not load at start, or null.</summary>
    internal string? Loss
    {
        get => _loss;
        set => _loss = value;
    }

    /// <summary>Since when nothing was kept, UTC; null: all is well, or there is no store.</summary>
    internal DateTimeOffset? NotPersistedSince => _trouble?.Since;

    /// <summary>The store is loaded.</summary>
    internal void Load(IEnumerable<string> names) => _loaded.TrySetResult(names.ToHashSet(StringComparer.OrdinalIgnoreCase));

    /// <param name="since">The last time at which all was kept.</param>
    internal void Fail(DateTimeOffset since) => _trouble ??= new Trouble(since);

    /// <returns>Since when nothing was kept until now; null if all was well.</returns>
    internal DateTimeOffset? Succeed()
    {
        _hasStore = true;
        DateTimeOffset? since = NotPersistedSince;
        _trouble = null;
        return since;
    }

    private sealed record Trouble(DateTimeOffset Since);
}
