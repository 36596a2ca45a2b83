using Microsoft.Extensions.Hosting;
using Slo.Hosting.Evaluation;

namespace Slo.Hosting.Sources;

/// <summary>Warns at start of clients whose objective is not declared. Their calls work, and count once a reload declares it.</summary>
internal sealed class CountedClients(
    IEnumerable<CountedClient> clients, IServiceProvider services, SloBackgroundLoggerFactory loggers) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        SloRegistry[] registries = CountedClient.Registries(services);
        foreach (CountedClient counted in clients)
        {
            if (!registries.Any(registry => registry.TryGet(counted.Objective, out _)))
            {
                loggers.CreateLogger(typeof(CountedClients).FullName!).UnknownObjectiveOfClient(counted.Client, counted.Objective);
            }
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
