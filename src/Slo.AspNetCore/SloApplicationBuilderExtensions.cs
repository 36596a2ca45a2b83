using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slo;
using Slo.AspNetCore.Requests;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Adds request counting to the pipeline.</summary>
public static class SloApplicationBuilderExtensions
{
    private const string Added = "Slo.AspNetCore.UseSlo";

    private static readonly ConditionalWeakTable<SloRegistry, CurrentObjectives> OfHosts = [];

    /// <summary>
    /// Counts and times every request for the objectives with an HTTP indicator, of all sets. <c>AddSlo</c> does this ahead of all other
    /// middleware; call it to count at another place.
    /// </summary>
    /// <remarks>
    /// If called twice, requests still count once. It allocates nothing per request, and reads the clock only if an objective has a latency
    /// threshold.
    /// </remarks>
    /// <param name="app">The application.</param>
    /// <exception cref="InvalidOperationException"><c>AddSlo</c> was not called.</exception>
    public static IApplicationBuilder UseSlo(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        SloRegistry[] registries = Prepare(app);
        app.ApplicationServices.GetService<RequestCounting>()?.Place();
        return app.Properties.TryAdd(Added, true) ? app.Use(next => Middleware(next, app, registries).InvokeAsync) : app;
    }

    internal static SloRegistry[] Prepare(IApplicationBuilder app)
    {
        SloRegistry[] registries = [.. Registries(app.ApplicationServices)];
        if (registries.Length == 0)
        {
            throw new InvalidOperationException("UseSlo needs the SLO engine: call builder.Services.AddSlo(...) first.");
        }

        Array.ForEach(registries, registry => registry.MarkRecorded<HttpIndicator>());
        return registries;
    }

    internal static SloMiddleware Middleware(RequestDelegate next, IApplicationBuilder app, SloRegistry[] registries)
    {
        IServiceProvider services = app.ApplicationServices;
        ILogger logger = Logger(services);
        CurrentObjectives current = Current(services, registries, logger);
        return new(next, current, services.GetRequiredService<TimeProvider>(), logger, services.GetService<HostStop>());
    }

    // One per host, so that warnings come once if UseSlo is called for several pipelines.
    private static CurrentObjectives Current(IServiceProvider services, SloRegistry[] registries, ILogger logger)
    {
        lock (OfHosts)
        {
            if (OfHosts.TryGetValue(registries[0], out CurrentObjectives? current))
            {
                return current;
            }

            MappedRoutes routes = new(services.GetService<EndpointDataSource>, logger);
            current = new(registries, routes, services.GetRequiredService<TimeProvider>(), logger);
            OfHosts.Add(registries[0], current);

            // Before the start endpoints may still be mapped.
            services.GetService<IHostApplicationLifetime>()?.ApplicationStarted.Register(() => current.Get());
            return current;
        }
    }

    private static ILogger Logger(IServiceProvider services) =>
        services.GetRequiredService<SloBackgroundLoggerFactory>().CreateLogger(typeof(SloMiddleware).FullName!);

    private static IEnumerable<SloRegistry> Registries(IServiceProvider services) =>
        (services.GetService<SloRegistry>() is { } registry ? [registry] : Enumerable.Empty<SloRegistry>())
            .Concat(services is IKeyedServiceProvider ? services.GetKeyedServices<SloRegistry>(KeyedService.AnyKey) : []);
}
