using Microsoft.Extensions.Configuration;
using Slo;
using Slo.Hosting.Configuration;
using Slo.Hosting.Sets;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds SLOs to a host.</summary>
public static class SloServiceCollectionExtensions
{
    /// <summary>
    /// Adds the engine: a <see cref="SloRegistry"/>, its evaluation on a dedicated thread, and the meter. Reads the section <c>Slo</c> of
    /// the host's configuration, if there is one; docs/configuration.md lists the keys. In a web app with Slo.AspNetCore, requests are
    /// counted ahead of all other middleware, unless the app calls <c>UseSlo</c>. Can be called again.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Declares objectives; every error of every definition is reported at start, in one exception.</param>
    public static ISloBuilder AddSlo(this IServiceCollection services, Action<SloOptions>? configure = null) =>
        Add(services, Options.Options.DefaultName, section: null, configure);

    /// <summary>Adds the engine with objectives from configuration, keyed by name; docs/configuration.md lists the keys.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="section">For example <c>builder.Configuration.GetSection("Slo")</c>. Reloaded at run time: changes are applied;
    /// an invalid change is rejected as a whole. It overrides what code declares, key by key.</param>
    /// <param name="configure">Declares further objectives in code.</param>
    public static ISloBuilder AddSlo(this IServiceCollection services, IConfiguration section, Action<SloOptions>? configure = null) =>
        Add(services, Options.Options.DefaultName, Checked(section), configure);

    /// <summary>
    /// Adds a named set in addition to the default one: a <see cref="SloRegistry"/> of its own (keyed by the name), its own evaluation,
    /// reload and meter (tagged <c>slo.set</c>). Names of objectives need be unique in their set only. May be called again with the same
    /// name.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="name">The set's name, case-sensitive as names of options are:
    /// <c>GetRequiredKeyedService&lt;SloRegistry&gt;("payments")</c>.</param>
    /// <param name="configure">Declares objectives.</param>
    /// <exception cref="ArgumentException">The name is empty: the default set has none.</exception>
    public static ISloBuilder AddSlo(this IServiceCollection services, string name, Action<SloOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return Add(services, name, configure);
    }

    /// <summary>Adds a named set with objectives from a section of its own; see the other named overload.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="name">The set's name, case-sensitive.</param>
    /// <param name="section">For example <c>builder.Configuration.GetSection("Payments")</c>; reloaded independently of other sets.</param>
    /// <param name="configure">Declares further objectives in code.</param>
    /// <exception cref="ArgumentException">The name is empty: the default set has none.</exception>
    public static ISloBuilder AddSlo(
        this IServiceCollection services, string name, IConfiguration section, Action<SloOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return Add(services, name, Checked(section), configure);
    }

    /// <summary>Declares one more objective in the set.</summary>
    /// <param name="builder">The result of <c>AddSlo</c>.</param>
    /// <param name="name">Unique in its set, regardless of case.</param>
    /// <param name="configure">Target, period, indicator and so on.</param>
    public static ISloBuilder AddObjective(this ISloBuilder builder, string name, Action<SloObjectiveBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure<SloOptions>(builder.Name, options => options.AddObjective(name, configure));
        return builder;
    }

    private static IConfiguration Checked(IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return section;
    }

    private static SloBuilder Add(IServiceCollection services, string name, Action<SloOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (!services.Any(service => !service.IsKeyedService && service.ImplementationInstance is SloSet known && known.Name == name))
        {
            new SloSet(name).AddTo(services);
            WebRequests.AddTo(services);
        }

        if (configure is not null)
        {
            services.Configure(name, configure);
        }

        return new SloBuilder(services, name);
    }

    private static SloBuilder Add(IServiceCollection services, string name, IConfiguration? section, Action<SloOptions>? configure)
    {
        SloBuilder builder = Add(services, name, configure);

        // A library and its app may both ask for the section; it is still read once.
        if (!services.Any(service => !service.IsKeyedService && service.ImplementationInstance is SloConfigurationSection known
            && known.Set == name && known.TryJoin(section)))
        {
            SloConfigurationSection read = new(name, section);
            services.AddSingleton(read);

            // After all code, which it overrides.
            services.AddOptions<SloOptions>(name).PostConfigure<IServiceProvider>((options, provider) =>
            {
                if (read.In(provider) is { } found)
                {
                    SloConfigurationReader.Read(found, options, provider);
                }
            });
        }

        return builder;
    }
}
