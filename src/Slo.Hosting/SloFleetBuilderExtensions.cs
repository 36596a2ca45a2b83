using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Slo;
using Slo.Hosting.Sets;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds a fleet, in which the instances of a service share their counts.</summary>
public static class SloFleetBuilderExtensions
{
    /// <summary>
    /// Publishes the counts of this instance, and also evaluates the set over the events of all instances: <see cref="SloFleet"/>. Alerts
    /// of the fleet replace those of the instance (<see cref="SloFleetOptions.Alerts"/>). If the store fails, the instance continues to
    /// evaluate its own events, health checks report the failure, and its counts are published later.
    /// </summary>
    /// <param name="builder">The result of <c>AddSlo</c>.</param>
    /// <param name="create">Creates the store, which the host disposes of. A later call replaces the store of an earlier one.</param>
    /// <param name="configure">Sets the options of this instance.</param>
    /// <exception cref="Options.OptionsValidationException">At start: a value is out of its range.</exception>
    public static ISloBuilder AddFleet(
        this ISloBuilder builder, Func<IServiceProvider, ISloFleetStore> create, Action<SloFleetOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        IServiceCollection services = builder.Services;
        var isNew = !services.Any(service =>
            service.ServiceType == typeof(ISloFleetStore) && service.IsKeyedService && Equals(service.ServiceKey, builder.Name));
        services.AddKeyedSingleton(builder.Name, (provider, _) => create(provider));
        if (isNew)
        {
            SloSet set = new(builder.Name);
            AddOptions(services, builder.Name);
            services.AddKeyedSingleton(builder.Name, (provider, _) => set.CreateFleet(provider));
            services.AddSingleton<IHostedService>(set.CreateFleetService);
            if (builder.Name.Length == 0)
            {
                services.TryAddSingleton(provider => provider.GetRequiredKeyedService<SloFleet>(""));
            }
        }

        if (configure is not null)
        {
            services.Configure(builder.Name, configure);
        }

        return builder;
    }

    private static void AddOptions(IServiceCollection services, string name) =>
        services.AddOptions<SloFleetOptions>(name)
            .Validate(
                options => options.Interval >= TimeSpan.FromSeconds(1) && options.Interval <= TimeSpan.FromMinutes(1)
                    && options.Interval.Ticks % TimeSpan.TicksPerSecond == 0 && TimeSpan.TicksPerMinute % options.Interval.Ticks == 0,
                "Interval: must be whole seconds that divide a minute, from 1s to 1m")
            .Validate(
                options => options.Timeout >= TimeSpan.FromMilliseconds(100) && options.Timeout <= TimeSpan.FromMinutes(1),
                "Timeout: must be from 100ms to 1m")
            .Validate(
                options => !string.IsNullOrWhiteSpace(options.Instance) && options.Instance.Length <= 200,
                "Instance: must have 1 to 200 characters")
            .Validate(
                options => options.FallBackAfter >= TimeSpan.Zero && options.FallBackAfter <= TimeSpan.FromHours(1),
                "FallBackAfter: must be from 0s to 1h")
            .Validate(options => options.MinimumInstances is >= 1 and <= 100_000, "MinimumInstances: must be from 1 to 100000")
            .Validate(options => options.MinimumTrafficRatio is >= 0 and <= 1, "MinimumTrafficRatio: must be from 0 to 1")
            .ValidateOnStart();
}
