using Microsoft.Extensions.DependencyInjection;
using Slo;

namespace Microsoft.Extensions.Hosting;

/// <summary>Adds SLOs to an app of any kind: a worker, a web app, or the service defaults that several apps share.</summary>
public static class SloHostApplicationBuilderExtensions
{
    /// <summary>
    /// Adds the engine with the objectives of the configuration section <c>Slo</c>: the same as <c>builder.Services.AddSlo(configure)</c>.
    /// </summary>
    /// <param name="builder">The app's builder.</param>
    /// <param name="configure">Declares further objectives in code.</param>
    public static ISloBuilder AddSlo(this IHostApplicationBuilder builder, Action<SloOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Services.AddSlo(configure);
    }
}
