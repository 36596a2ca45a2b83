namespace Slo.Hosting.Persistence;

/// <summary>Whether what is counted is also kept; health checks report it.</summary>
internal sealed class StoreState
{
    private volatile Trouble? _trouble;
    private volatile string? _loss;
    private volatile bool _hasStore;

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
