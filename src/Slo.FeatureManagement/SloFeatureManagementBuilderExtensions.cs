using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Slo;
using Slo.FeatureManagement.Filters;

namespace Microsoft.FeatureManagement;

/// <summary>Adds the feature filter <c>SloBudget</c>.</summary>
public static class SloFeatureManagementBuilderExtensions
{
    /// <summary>
    /// Adds the feature filter <c>SloBudget</c> (<see cref="SloBudgetFilter"/>), and calls <c>AddSlo()</c>. At start the parameters of all
    /// features are checked, and errors are logged.
    /// </summary>
    /// <example><code>builder.Services.AddFeatureManagement().AddSloBudgetFilter();</code></example>
    /// <param name="builder">The result of <c>AddFeatureManagement</c> or <c>AddScopedFeatureManagement</c>.</param>
    public static IFeatureManagementBuilder AddSloBudgetFilter(this IFeatureManagementBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        services.AddSlo();
        services.TryAddSingleton<FeatureChecks>();
        if (!services.Any(service => service.ServiceType == typeof(SloBudgetFilter)))
        {
            services.AddSingleton(provider => new SloBudgetFilter(provider.GetRequiredService<FeatureChecks>()));
            services.AddSingleton<IFeatureFilterMetadata>(provider => provider.GetRequiredService<SloBudgetFilter>());
            services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<FeatureChecks>());
        }

        return builder;
    }
}
