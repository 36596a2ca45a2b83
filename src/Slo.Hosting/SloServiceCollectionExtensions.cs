using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Slo;
using Slo.Hosting.Configuration;
using Slo.Hosting.Evaluation;
using Slo.Hosting.Sources;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds SLOs to a host.</summary>
public static class SloServiceCollectionExtensions
{
    /// <summary>Adds the engine: a <see cref="SloRegistry"/>, its evaluation on a thread of its own, and the meter. May be called again.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Declares objectives; every fault of every definition is reported at start, in one exception.</param>
    public static ISloBuilder AddSlo(this IServiceCollection services, Action<SloOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SloOptions>, SloOptionsValidator>());
        services.AddOptions<SloOptions>().ValidateOnStart();
        services.TryAddSingleton(CreateRegistry);
        services.AddAlertDispatch();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SloEvaluationService>());
        services.TryAddSingleton<InstrumentSource>();
        services.TryAddSingleton<SloConfigurationState>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, InstrumentSource>(provider => provider.GetRequiredService<InstrumentSource>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SloReloader>());
        if (configure is not null)
        {
            services.Configure(configure);
        }

        return new SloBuilder(services);
    }

    /// <summary>Adds the engine with objectives from configuration, keyed by name; docs/configuration.md lists the keys.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="section">For example <c>builder.Configuration.GetSection("Slo")</c>. Followed while the app runs: what changed is taken over, a faulty change is refused whole.</param>
    /// <param name="configure">Declares further objectives in code.</param>
    public static ISloBuilder AddSlo(this IServiceCollection services, IConfiguration section, Action<SloOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(section);
        if (services.Any(service => service.ImplementationInstance is SloConfigurationSection known && known.IsSameAs(section)))
        {
            // A library and its app may both ask for the section; its objectives are still declared once.
            return configure is null ? services.AddSlo() : services.AddSlo(configure);
        }

        services.AddSingleton(new SloConfigurationSection(section));
        return services.AddSlo(options =>
        {
            SloConfigurationReader.Read(section, options);
            configure?.Invoke(options);
        });
    }

    /// <summary>Declares one more objective.</summary>
    /// <param name="builder">What <c>AddSlo</c> returned.</param>
    /// <param name="name">Unique, whatever the case.</param>
    /// <param name="configure">Target, period, indicator and so on.</param>
    public static ISloBuilder AddObjective(this ISloBuilder builder, string name, Action<SloObjectiveBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure<SloOptions>(options => options.AddObjective(name, configure));
        return builder;
    }

    private static SloRegistry CreateRegistry(IServiceProvider services)
    {
        SloOptions options = services.GetRequiredService<IOptions<SloOptions>>().Value;
        SloRegistry registry = new(services.GetRequiredService<TimeProvider>(), services.GetService<IMeterFactory>());
        foreach (SloObjective objective in options.Built)
        {
            registry.Add(objective);
        }

        return registry;
    }
}
