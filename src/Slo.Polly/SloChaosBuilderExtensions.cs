using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Slo;
using Slo.Polly.Chaos;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Declares chaos experiments.</summary>
public static class SloChaosBuilderExtensions
{
    /// <summary>
    /// Declares a chaos experiment, a <see cref="SloChaosExperiment"/> keyed by its name. It injects nothing until
    /// <see cref="SloChaosExperiment.TryStart"/> is called.
    /// </summary>
    /// <param name="builder">The result of <c>AddSlo</c>.</param>
    /// <param name="name">The name, unique in the host. It is the key of the service:
    /// <c>services.GetRequiredKeyedService&lt;SloChaosExperiment&gt;("payments-time-out")</c>.</param>
    /// <param name="options">The hypothesis, the faults and the limits of the experiment.</param>
    /// <exception cref="ArgumentException">The name is empty, or another experiment has it.</exception>
    /// <exception cref="SloDefinitionException">At start: the objective is not declared, or an option is out of its range.</exception>
    public static ISloBuilder AddChaosExperiment(this ISloBuilder builder, string name, SloChaosOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(options);
        if (builder.Services.Any(service => !service.IsKeyedService && service.ImplementationInstance is ChaosDeclaration known
            && known.Name == name))
        {
            throw new ArgumentException($"A chaos experiment '{name}' is declared already; choose another name.", nameof(name));
        }

        var set = builder.Name;
        builder.Services.AddSingleton(new ChaosDeclaration(name, options, set));
        builder.Services.AddKeyedSingleton(name, (services, _) => new SloChaosExperiment(
            name, options, ChaosService.RegistryOf(services, set), services.GetKeyedService<SloFleet>(set),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<SloBackgroundLoggerFactory>().CreateLogger(typeof(SloChaosExperiment).FullName!)));
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ChaosService>());
        return builder;
    }
}
