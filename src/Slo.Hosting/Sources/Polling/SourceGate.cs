namespace Slo.Hosting.Sources.Polling;

/// <summary>Limits the calls of a source: the number of concurrent polls, and the time until which it must not be called.</summary>
#pragma warning disable CA1001 // Polls still use the semaphore when a reload has replaced the source; it holds nothing but memory.
internal sealed class SourceGate(SourceProfile profile, TimeProvider time)
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _places = new(profile.Source.Concurrency);
    private readonly Lock _gate = new();
    private long _openAt = time.GetTimestamp();

    internal SourceProfile Profile => profile;

    internal string Name => profile.Name;

    internal bool IsOpen(long now)
    {
        lock (_gate)
        {
            return now >= _openAt;
        }
    }

    /// <summary>No objective is polled until this timestamp.</summary>
    internal void CloseUntil(long timestamp)
    {
        lock (_gate)
        {
            _openAt = Math.Max(_openAt, timestamp);
        }
    }

    internal async Task<T> RunAsync<T>(Func<Task<T>> call, CancellationToken stop)
    {
        await _places.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            return await call().ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }
}
