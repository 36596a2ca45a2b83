using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Slo.Polly.Chaos;

/// <summary>Checks the experiments at start, ends them by their conditions also without calls, and ends those that run when the host
/// stops.</summary>
internal sealed class ChaosService(IServiceProvider services, IEnumerable<ChaosDeclaration> declarations, TimeProvider time)
    : IHostedService, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private SloChaosExperiment[] _experiments = [];
    private ITimer? _timer;

    /// <exception cref="SloDefinitionException">An experiment has invalid options.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        SloFinding[] errors = [.. declarations.SelectMany(declaration => declaration.Check(RegistryOf(services, declaration.Set)))];
        if (errors.Length > 0)
        {
            throw new SloDefinitionException(errors);
        }

        _experiments = [.. declarations.Select(declaration => services.GetRequiredKeyedService<SloChaosExperiment>(declaration.Name))];
        _timer = time.CreateTimer(_ => Look(), null, Interval, Interval);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Array.ForEach(_experiments, experiment => experiment.End(SloChaosEnd.HostStopped));
        return Task.CompletedTask;
    }

    public void Dispose() => _timer?.Dispose();

    internal static SloRegistry RegistryOf(IServiceProvider services, string set) =>
        set.Length == 0 ? services.GetRequiredService<SloRegistry>() : services.GetRequiredKeyedService<SloRegistry>(set);

    private void Look() => Array.ForEach(_experiments, experiment => experiment.Look());
}
