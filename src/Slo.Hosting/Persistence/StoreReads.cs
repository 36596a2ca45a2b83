namespace Slo.Hosting.Persistence;

/// <summary>
/// Reads from a store for requests: one at a time, each for no longer than the time-out. A store that hangs
/// holds only one call.
/// </summary>
#pragma warning disable CA1001 // The semaphore has nothing to dispose of: its wait handle is never requested.
internal sealed class StoreReads(TimeSpan timeout, TimeProvider time)
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <returns>Null if the store did not answer.</returns>
    /// <exception cref="OperationCanceledException">The caller has cancelled the read.</exception>
    internal async Task<T?> TryAsync<T>(Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken) where T : class
    {
        using CancellationTokenSource late = new(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            await _turn.WaitAsync(either.Token).ConfigureAwait(false);
            Task<T> call = ReadAsync(read, either.Token);
            return await call.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // A store may throw anything.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    // The turn ends with the call, not with the wait for it.
    private async Task<T> ReadAsync<T>(Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(() => read(cancellationToken), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }
}
