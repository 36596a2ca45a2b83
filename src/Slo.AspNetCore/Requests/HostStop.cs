using Microsoft.Extensions.Hosting;

namespace Slo.AspNetCore.Requests;

/// <summary>
/// Knows when the host has no more time for its stop: the server then aborts the requests that still run, and their tokens alone would
/// look as if their clients had left.
/// </summary>
internal sealed class HostStop : IHostedLifecycleService
{
    private CancellationToken _timeIsOver;

    /// <summary>Whether the server aborts, or has aborted, what was left.</summary>
    internal bool HasCutOff => _timeIsOver.IsCancellationRequested;

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        _timeIsOver = cancellationToken;
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
