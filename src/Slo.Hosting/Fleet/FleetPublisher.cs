using Slo.Hosting.Persistence;

namespace Slo.Hosting.Fleet;

/// <summary>Publishes beside the exchanges: if the store fails or hangs, for example because the account may not write there, counts and
/// alerts go on. One thread at a time.</summary>
/// <typeparam name="T">What is published.</typeparam>
/// <param name="next">What is to be published now, or with which the process ends (true); null: nothing.</param>
/// <param name="write">Writes it to the store.</param>
/// <param name="written">Called after it was written.</param>
/// <param name="failed">Called when anything of that fails, unless the host stops.</param>
/// <param name="timeout">How long the store is waited for.</param>
/// <param name="time">The clock.</param>
internal sealed class FleetPublisher<T>(
    Func<bool, T?> next, Func<T, CancellationToken, Task> write, Action<T> written, Action<Exception> failed, TimeSpan timeout,
    TimeProvider time) : IDisposable
    where T : class
{
    private readonly StoreCalls _calls = new(timeout, time);
    private Task _publishing = Task.CompletedTask;

    /// <summary>Begins to publish, unless it is still under way.</summary>
    internal void Start(CancellationToken stopping)
    {
        if (_publishing.IsCompleted)
        {
            _publishing = Task.Run(() => PublishAsync(isLast: false, stopping), CancellationToken.None);
        }
    }

    /// <summary>Publishes what the process ends with, after what is under way.</summary>
    internal async Task PublishLastAsync(CancellationToken cancellationToken)
    {
        await _publishing.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_publishing.IsCompleted)
        {
            await PublishAsync(isLast: true, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _calls.Dispose();

    private async Task PublishAsync(bool isLast, CancellationToken cancellationToken)
    {
        try
        {
            if (next(isLast) is { } published)
            {
                await _calls.RunAsync(token => write(published, token), cancellationToken).ConfigureAwait(false);
                written(published);
            }
        }
#pragma warning disable CA1031 // A store may throw any exception, and a definition may change meanwhile.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (!cancellationToken.IsCancellationRequested)
            {
                failed(exception);
            }
        }
    }
}
