using Slo.Yarp;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds weights of destinations to YARP.</summary>
public static class SloReverseProxyBuilderExtensions
{
    /// <summary>
    /// Adds the load balancing policy <c>SloWeighted</c>: requests are distributed in proportion to <c>Metadata:weight</c> of the
    /// destinations, from 0 to 10,000, by default 1. A destination of weight 0 gets no requests.
    /// <see cref="Slo.YarpDestinationAction"/> changes weights at run time.
    /// </summary>
    /// <param name="builder">The result of <c>AddReverseProxy</c>.</param>
    public static IReverseProxyBuilder AddSloWeights(this IReverseProxyBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Services.Any(service => service.ServiceType == typeof(DestinationWeights)))
        {
            return builder;
        }

        builder.Services.AddSingleton<DestinationWeights>();
        builder.Services.AddSingleton<ILoadBalancingPolicy, WeightedBalancing>();
        builder.Services.AddSingleton<IAvailableDestinationsPolicy, WeightedAvailability>();
        return builder.AddConfigFilter<WeightedClusters>();
    }
}
