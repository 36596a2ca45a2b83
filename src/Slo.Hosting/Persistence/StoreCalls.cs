namespace Slo.Hosting.Persistence;

/// <summary>
/// Calls of a store: one at a time, each with a time-out. A call that does not end in time may still be under way; the next one waits for
/// it. Thread-safe.
/// </summary>
internal sealed class StoreCalls(TimeSpan timeout, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private Task _call = Task.CompletedTask;

    /// <summary>Runs a call.</summary>
    /// <param name="call">The call; it gets a token that is cancelled when the time is over.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <exception cref="OperationCanceledException">The time is over, or the token is cancelled.</exception>
    internal async Task RunAsync(Func<CancellationToken, Task> call, CancellationToken cancellationToken)
    {
        using CancellationTokenSource late = new(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        await _turn.WaitAsync(either.Token).ConfigureAwait(false);
        try
        {
            await _call.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            either.Token.ThrowIfCancellationRequested();
            _call = call(either.Token);
            await _call.WaitAsync(either.Token).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Whether no call is under way.</summary>
    internal bool IsIdle => _turn.CurrentCount > 0 && _call.IsCompleted;

    public void Dispose() => _turn.Dispose();
}
