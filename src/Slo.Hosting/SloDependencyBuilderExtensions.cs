using Microsoft.Extensions.Hosting;
using Slo;
using Slo.Hosting.Dependencies;
using Slo.Hosting.Sets;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Observes the calls that requests make.</summary>
public static class SloDependencyBuilderExtensions
{
    /// <summary>
    /// Links the calls that a request makes (HttpClient, gRPC, Npgsql and other clients with activities, <see cref="SloDependency"/>) to
    /// the request, for the dependency map: <c>GET v1/map</c>, <see cref="SloTracker.GetDependencies"/>. Can be called again.
    /// </summary>
    /// <remarks>A request without calls allocates nothing more where it has an activity, as each has in an app with logging;
    /// docs/insight.md has the measured costs.</remarks>
    /// <param name="builder">The result of <c>AddSlo</c>.</param>
    /// <param name="configure">Which activity sources are observed, and how dependencies are named.</param>
    /// <exception cref="Options.OptionsValidationException">At start: an option is out of its range.</exception>
    public static ISloBuilder AddDependencies(this ISloBuilder builder, Action<SloDependencyOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (configure is not null)
        {
            builder.Services.Configure<SloOptions>(builder.Name, options => configure(options.Dependencies));
        }

        ObservedSet observed = new(builder.Name);
        if (!builder.Services.Any(service => service.ServiceType == typeof(ObservedSet) && observed.Equals(service.ImplementationInstance)))
        {
            builder.Services.AddSingleton(observed);
            builder.Services.AddSingleton<IHostedService>(provider => new CallObservation(
                provider.GetServices<SloSet>().First(set => set.Name == observed.Set).Options(provider).Dependencies));
        }

        return builder;
    }
}
