using Microsoft.Extensions.DependencyInjection;

namespace Slo.AspNetCore.Requests;

/// <summary>The sets of objectives of an app.</summary>
internal static class AppSets
{
    /// <summary>The registries of all sets, the default one first; there may be named ones only.</summary>
    internal static IEnumerable<SloRegistry> Of(IServiceProvider services) =>
        (services.GetService<SloRegistry>() is { } registry ? [registry] : Enumerable.Empty<SloRegistry>())
            .Concat(services is IKeyedServiceProvider ? services.GetKeyedServices<SloRegistry>(KeyedService.AnyKey) : []);
}
