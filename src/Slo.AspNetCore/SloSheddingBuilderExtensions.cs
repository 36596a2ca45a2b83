using Slo;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Configures shedding.</summary>
public static class SloSheddingBuilderExtensions
{
    /// <summary>Sets when endpoints that require an error budget are shed. For all sets of the app; checked at start.</summary>
    /// <param name="builder">The result of <c>AddSlo</c>.</param>
    /// <param name="configure">Sets the options.</param>
    public static ISloBuilder ConfigureShedding(this ISloBuilder builder, Action<SloSheddingOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.Configure(configure);
        return builder;
    }
}
