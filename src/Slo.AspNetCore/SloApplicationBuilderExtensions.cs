using Microsoft.Extensions.DependencyInjection;
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
    /// If called twice, requests still count once. It allocates nothing for a request that completes synchronously, unless the first byte
    /// is timed, and one task for any other. It reads the clock only if an objective has a latency threshold.
    /// </remarks>
    /// <param name="app">The application.</param>
    /// <exception cref="InvalidOperationException"><c>AddSlo</c> was not called.</exception>
    public static IApplicationBuilder UseSlo(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        RequestCounting counting = app.ApplicationServices.GetService<RequestCounting>()
            ?? throw new InvalidOperationException("UseSlo needs the SLO engine: call builder.Services.AddSlo(...) first.");
        if (app.Properties.TryAdd(Added, true))
        {
            counting.Place(app);
        }

        return app;
    }
}
