namespace Slo.Hosting.Sources.Polling;

/// <summary>
/// Calls a source for one objective, no longer than its time-out. A call that ignores its cancellation is left behind, and no other one is
/// made until it ends: each may hold a thread.
/// </summary>
internal sealed class PolledCalls(TimeProvider time)
{
    // The time for a source to return after its cancellation.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private Task _call = Task.CompletedTask;

    /// <exception cref="TimeoutException">It did not answer in time.</exception>
    internal async Task<IReadOnlyList<SloSourceStep>> ReadAsync(SloSource source, SloSourceRequest request, CancellationToken stop)
    {
        if (!_call.IsCompleted)
        {
            throw new TimeoutException();
        }

        using CancellationTokenSource late = new(source.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stop);
        CancellationToken token = either.Token;
        var call = Task.Run(() => source.ReadAsync(request, token), CancellationToken.None);
        _call = call.ContinueWith(
            ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            return await call.WaitAsync(source.Timeout + Grace, time, stop).ConfigureAwait(false) ?? [];
        }
        catch (Exception) when (late.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
    }
}
