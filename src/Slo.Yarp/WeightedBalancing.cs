using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace Slo.Yarp;

/// <summary>Chooses destinations at random, in proportion to their weights. Allocates nothing.</summary>
internal sealed class WeightedBalancing(DestinationWeights weights) : ILoadBalancingPolicy
{
    public string Name => YarpDestinationAction.LoadBalancingPolicy;

    public DestinationState? PickDestination(
        HttpContext context, ClusterState cluster, IReadOnlyList<DestinationState> availableDestinations)
    {
        var total = 0;
        for (var i = 0; i < availableDestinations.Count; i++)
        {
            total += weights.Of(cluster.ClusterId, availableDestinations[i]);
        }

#pragma warning disable CA5394 // Spreads load, and guards nothing.
        var left = Random.Shared.Next(Math.Max(1, total));
#pragma warning restore CA5394
        for (var i = 0; i < availableDestinations.Count; i++)
        {
            left -= weights.Of(cluster.ClusterId, availableDestinations[i]);
            if (left < 0)
            {
                return availableDestinations[i];
            }
        }

        // No destination has weight, or the last one lost its weight between the two loops.
        return null;
    }
}
