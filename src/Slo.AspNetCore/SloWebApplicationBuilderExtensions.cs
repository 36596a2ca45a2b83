using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Slo;
using Slo.AspNetCore.Requests;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Adds SLOs to a web app in one call.</summary>
public static class SloWebApplicationBuilderExtensions
{
    /// <summary>
    /// Adds the engine with the objectives of the configuration section <c>Slo</c>, and counts requests ahead of all other middleware:
    /// no <c>UseSlo</c> is needed (and if there is one, requests still count once).
    /// </summary>
    /// <param name="builder">The app's builder.</param>
    /// <param name="configure">Declares further objectives in code.</param>
    public static ISloBuilder AddSlo(this WebApplicationBuilder builder, Action<SloOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Services.AddSlo(configure).CountRequests();
    }

    /// <summary>Counts requests ahead of all other middleware. Can be called again.</summary>
    /// <param name="builder">The result of <c>AddSlo</c>.</param>
    public static ISloBuilder CountRequests(this ISloBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddEnumerable(ServiceDescriptor.Transient<IStartupFilter, FirstInPipeline>());
        return builder;
    }
}
