using Slo.Hosting.Logging;

namespace Slo.Hosting.Reactions;

/// <summary>
/// Calls an action. An action is code of the app: it may block, throw, or ignore its cancellation. A call that does not return in time is
/// abandoned, and no other call is made until it has ended. Not thread-safe.
/// </summary>
internal sealed class ActionCalls(TimeProvider time)
{
    // The time for an action to return after its cancellation.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    private Task _last = Task.CompletedTask;

    /// <summary>Makes a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="timeout">Its time-out.</param>
    /// <param name="cancellationToken">Cancels it earlier.</param>
    /// <returns>The result; null and the reason if there is none.</returns>
    internal async Task<(T? Result, string Problem)> RunAsync<T>(
        Func<CancellationToken, Task<T>> call, TimeSpan timeout, CancellationToken cancellationToken)
    {
        // Not a linked source: what an action registers at its token must not run on a timer of ours, where an exception ends the process,
        // nor hold up the host.
        CancellationTokenSource own = new();
        CancellationTokenSource late = new(timeout, time);
        late.Token.UnsafeRegister(Cancel, own);
        CancellationTokenRegistration ending = cancellationToken.UnsafeRegister(Cancel, own);

        // On another thread, because the action may block before its first await.
        var running = Task.Run(() => call(own.Token), CancellationToken.None);
        _last = running.ContinueWith(
            ended =>
            {
                _ = ended.Exception;
                ending.Unregister();
                late.Dispose();
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            return (await running.WaitAsync(timeout + Grace, time, cancellationToken).ConfigureAwait(false), "returned nothing");
        }
#pragma warning disable CA1031 // Code of the app.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return (default, exception is TimeoutException or OperationCanceledException
                ? cancellationToken.IsCancellationRequested ? "the host stops" : $"no answer within {SloDuration.Format(timeout)}"
                : Thrown.Where(exception));
        }
    }

    // On the thread pool; nothing waits for it, and its exceptions are observed.
    private static void Cancel(object? source) => ((CancellationTokenSource)source!).CancelAsync()
        .ContinueWith(ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    /// <summary>Whether the last call has timed out and has not returned yet.</summary>
    internal bool IsBusy => !_last.IsCompleted;
}
