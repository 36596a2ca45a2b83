using Microsoft.Extensions.Hosting;

namespace Slo.Hosting.Dependencies;

/// <summary>Observes calls while the host runs: from before its server takes requests.</summary>
internal sealed class CallObservation(SloDependencyOptions options) : IHostedLifecycleService, IDisposable
{
    private IDisposable? _observation;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _observation ??= SloDependency.Observe(options.Sources);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _observation?.Dispose();
}
