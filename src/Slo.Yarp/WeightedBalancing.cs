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
        DestinationState? last = null;
        for (var i = 0; i < availableDestinations.Count; i++)
        {
            var weight = weights.Of(cluster.ClusterId, availableDestinations[i]);
            last = weight > 0 ? availableDestinations[i] : last;
            left -= weight;
            if (weight > 0 && left < 0)
            {
                return last;
            }
        }

        // A weight fell between the two loops; null: no destination has weight.
        return last;
    }
}
