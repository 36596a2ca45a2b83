using Microsoft.Extensions.DependencyInjection;
using Slo;
using Slo.AspNetCore.Requests;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Adds request counting to the pipeline.</summary>
public static class SloApplicationBuilderExtensions
{
    private const string Added = "Slo.AspNetCore.UseSlo";

    /// <summary>Counts and times every request for the objectives with an HTTP indicator, of all sets. Call it first, so that it sees everything.</summary>
    /// <remarks>Called twice, requests still count once. Costs a request no allocation, and reads the clock only if a latency is promised.</remarks>
    /// <param name="app">The application.</param>
    /// <exception cref="InvalidOperationException"><c>AddSlo</c> was not called.</exception>
    public static IApplicationBuilder UseSlo(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        SloRegistry[] registries = [.. Registries(app.ApplicationServices)];
        if (registries.Length == 0)
        {
            throw new InvalidOperationException("UseSlo needs the SLO engine: call builder.Services.AddSlo(...) first.");
        }

        Array.ForEach(registries, registry => registry.Reads<HttpIndicator>());
        if (!app.Properties.TryAdd(Added, true))
        {
            return app;
        }

        return app.UseMiddleware<SloMiddleware>([registries]);
    }

    private static IEnumerable<SloRegistry> Registries(IServiceProvider services) =>
        (services.GetService<SloRegistry>() is { } registry ? [registry] : Enumerable.Empty<SloRegistry>())
            .Concat(services is IKeyedServiceProvider ? services.GetKeyedServices<SloRegistry>(KeyedService.AnyKey) : []);
}
