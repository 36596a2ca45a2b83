namespace Slo.Hosting.Delivery;

/// <summary>
/// Calls code of the app that may block, throw or ignore its cancellation. A call that does not end is left behind, but not without end:
/// each one that hangs holds memory, and perhaps a thread.
/// </summary>
#pragma warning disable CA1001 // Calls that were left behind still use the semaphore when all is over; it holds nothing but memory.
internal sealed class SupervisedCalls(TimeProvider time)
#pragma warning restore CA1001
{
    internal const int MaximumLeftBehind = 4;

    // What obeys its cancellation needs a moment to end.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _places = new(1 + MaximumLeftBehind);

    /// <summary>Waits until not too many calls hang. A place that was taken is used by <see cref="RunAsync"/>, or left.</summary>
    internal Task EnterAsync(CancellationToken cancellationToken) => _places.WaitAsync(cancellationToken);

    internal void Leave() => _places.Release();

    /// <summary>Makes the call, off the caller's thread because it may block before its first await, and waits for it no longer than the
    /// time-out.</summary>
    /// <param name="call">What is called.</param>
    /// <param name="timeout">After which time it is cancelled.</param>
    /// <param name="cancellationToken">Cancels it earlier.</param>
    internal async Task<DeliveryResult> RunAsync(
        Func<CancellationToken, Task<DeliveryResult>> call, TimeSpan timeout, CancellationToken cancellationToken)
    {
        CancellationTokenSource limit;
        try
        {
            // Disposed when the call has ended, and not before: one that is left behind must still see its token cancelled.
            limit = new(timeout, time);
        }
#pragma warning disable CA1031 // A clock of the app, which throws what it likes: without a limit nothing is called.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Leave();
            return Failed(exception);
        }

        return await SuperviseAsync(call, timeout, limit, cancellationToken).ConfigureAwait(false);
    }

    private static DeliveryResult Failed(Exception? exception) =>
        new(DeliveryVerdict.Failed, exception?.GetType().Name ?? "cancelled", Error: exception);

    private async Task<DeliveryResult> SuperviseAsync(
        Func<CancellationToken, Task<DeliveryResult>> call, TimeSpan timeout, CancellationTokenSource limit,
        CancellationToken cancellationToken)
    {
        var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        CancellationToken token = either.Token;
        var running = Task.Run(() => call(token), CancellationToken.None);
        _ = running.ContinueWith(
            ended => Ended(ended, either, limit),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        try
        {
            Task end = running.WaitAsync(timeout + Grace, time, cancellationToken);
            await end.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
#pragma warning disable CA1031 // The clock once more; the call is left behind, and ends by its limit.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Failed(exception);
        }

        if (running.IsCompletedSuccessfully)
        {
            return await running.ConfigureAwait(false);
        }

        if (limit.IsCancellationRequested)
        {
            return new(DeliveryVerdict.TimedOut, $"no answer within {SloDuration.Format(timeout)}");
        }

        return Failed(running.Exception?.InnerException);
    }

    private void Ended(Task call, CancellationTokenSource either, CancellationTokenSource limit)
    {
        either.Dispose();
        limit.Dispose();

        // Observed, so that one that fails after it was left behind is not reported as unobserved.
        _ = call.Exception;
        Leave();
    }
}
