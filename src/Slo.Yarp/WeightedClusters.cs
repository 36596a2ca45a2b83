using Yarp.ReverseProxy.Configuration;

namespace Slo.Yarp;

/// <summary>Sets the policy for available destinations of clusters that are balanced by weight, and rejects invalid weights. If a filter
/// throws, YARP rejects the configuration and keeps the previous one.</summary>
internal sealed class WeightedClusters : IProxyConfigFilter
{
    public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel)
    {
        if (cluster.LoadBalancingPolicy != YarpDestinationAction.LoadBalancingPolicy)
        {
            return new(cluster);
        }

        foreach ((var name, DestinationConfig destination) in cluster.Destinations ?? new Dictionary<string, DestinationConfig>())
        {
            if (DestinationWeights.Fault(cluster.ClusterId, name, destination) is { } fault)
            {
                throw new ArgumentException(fault);
            }
        }

        HealthCheckConfig health = cluster.HealthCheck ?? new();
        return new(health.AvailableDestinationsPolicy is not null
            ? cluster
            : cluster with { HealthCheck = health with { AvailableDestinationsPolicy = YarpDestinationAction.LoadBalancingPolicy } });
    }

    public ValueTask<RouteConfig> ConfigureRouteAsync(RouteConfig route, ClusterConfig? cluster, CancellationToken cancel) => new(route);
}
