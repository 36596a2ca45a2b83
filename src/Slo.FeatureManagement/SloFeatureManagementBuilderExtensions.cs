using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.FeatureManagement.FeatureFilters;
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
    /// <remarks>Works trimmed and as native code. Of the filters of Microsoft.FeatureManagement itself only the constructors are kept
    /// there, which it needs to evaluate any feature.</remarks>
    /// <param name="builder">The result of <c>AddFeatureManagement</c> or <c>AddScopedFeatureManagement</c>.</param>
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(PercentageFilter))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(TimeWindowFilter))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(ContextualTargetingFilter))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(TargetingFilter))]
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
