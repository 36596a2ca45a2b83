using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Slo.Hosting.Configuration;
using Slo.Hosting.Persistence;
using Slo.Hosting.Sets;

namespace Slo.Hosting.Health;

/// <summary>Registers one check per objective of a set and one for all, once it is known which objectives there are.</summary>
internal sealed class SloHealthRegistrations(
    SloSet set, SloOptions slo, string name, HealthStatus? failureStatus, IEnumerable<string> tags, TimeSpan? timeout,
    SloScope scope)
    : IConfigureOptions<HealthCheckServiceOptions>
{
    public void Configure(HealthCheckServiceOptions options)
    {
        HealthStatus whenExhausted = failureStatus ?? HealthStatus.Degraded;
        TimeSpan interval = slo.EvaluationInterval;
        Add(options, name, whenExhausted, services => new SloAggregateHealthCheck(
            Registry(services), set.Part<SloConfigurationState>(services), set.Part<StoreState>(services),
            services.GetRequiredService<TimeProvider>(), interval, whenExhausted, services.GetKeyedService<SloFleet>(set.Name)));
        foreach (SloObjective objective in slo.Built)
        {
            Add(options, $"{name}:{objective.Name}", whenExhausted, services => new SloHealthCheck(
                Registry(services), services.GetRequiredService<TimeProvider>(), interval, objective.Name, whenExhausted));
        }
    }

    private SloRegistry Registry(IServiceProvider services) => scope == SloScope.Instance
        ? set.Part<SloRegistry>(services)
        : services.GetKeyedService<SloFleet>(set.Name)?.Registry ?? throw new InvalidOperationException(
            "Health checks of the scope fleet need a fleet: call AddFleet, or AddPostgresFleet, on the result of AddSlo.");

    private void Add(HealthCheckServiceOptions options, string checkName, HealthStatus whenExhausted, Func<IServiceProvider,
        IHealthCheck> create)
    {
        if (options.Registrations.All(registration => registration.Name != checkName))
        {
            options.Registrations.Add(
                new HealthCheckRegistration(checkName, create, whenExhausted, tags.Append("slo").Distinct(), timeout));
        }
    }
}
