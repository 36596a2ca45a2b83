using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Slo.AspNetCore.Shedding;

/// <summary>The services of shedding.</summary>
internal static class SheddingServices
{
    internal static void AddTo(IServiceCollection services)
    {
        services.AddOptions<SloSheddingOptions>();
        services.TryAddSingleton(provider => new ShedInstruments(provider));
        services.TryAddSingleton<ShedAnswer>();
        services.TryAddSingleton<EndpointBudgets>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, SheddingPolicy>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SheddingCheck>());
    }
}
