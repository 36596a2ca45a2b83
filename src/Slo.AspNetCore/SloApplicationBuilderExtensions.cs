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

        WarnOfUnmappedRoutes(app.ApplicationServices, registries);
        Array.ForEach(registries, registry => registry.MarkRecorded<HttpIndicator>());
        return registries;
    }

    internal static SloMiddleware Middleware(RequestDelegate next, IApplicationBuilder app, SloRegistry[] registries) =>
        new(next, registries, app.ApplicationServices.GetRequiredService<TimeProvider>(), Logger(app.ApplicationServices));

    // Before the start endpoints may still be mapped. Where UseSlo comes again, the objectives are read already: warned of once.
    private static void WarnOfUnmappedRoutes(IServiceProvider services, SloRegistry[] registries)
    {
        SloRegistry[] unread =
            [.. registries.Where(registry => registry.GetObjectivesWithoutSource().Any(objective => objective.Indicator is HttpIndicator))];
        services.GetService<IHostApplicationLifetime>()?.ApplicationStarted.Register(() => UnmappedRoutes.Warn(
            unread.SelectMany(registry => registry.Trackers).Select(tracker => tracker.Objective),
            services.GetService<EndpointDataSource>(),
            Logger(services)));
    }

    private static ILogger Logger(IServiceProvider services) =>
        services.GetRequiredService<SloBackgroundLoggerFactory>().CreateLogger(typeof(SloMiddleware).FullName!);

    private static IEnumerable<SloRegistry> Registries(IServiceProvider services) =>
        (services.GetService<SloRegistry>() is { } registry ? [registry] : Enumerable.Empty<SloRegistry>())
            .Concat(services is IKeyedServiceProvider ? services.GetKeyedServices<SloRegistry>(KeyedService.AnyKey) : []);
}
