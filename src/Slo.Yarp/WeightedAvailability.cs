using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Slo.Yarp;

/// <summary>A destination of weight 0 is not available: it gets no requests of sessions that stick to it either. The others are available
/// as YARP's own policy HealthyAndUnknown says.</summary>
internal sealed class WeightedAvailability(DestinationWeights weights) : IAvailableDestinationsPolicy
{
    public string Name => YarpDestinationAction.LoadBalancingPolicy;

    public IReadOnlyList<DestinationState> GetAvailalableDestinations(
        ClusterConfig config, IReadOnlyList<DestinationState> allDestinations)
    {
        var isActive = config.HealthCheck?.Active?.Enabled == true;
        var isPassive = config.HealthCheck?.Passive?.Enabled == true;
        return
        [
            .. allDestinations.Where(destination => weights.Of(config.ClusterId, destination) > 0
                && !(isActive && destination.Health.Active == DestinationHealth.Unhealthy)
                && !(isPassive && destination.Health.Passive == DestinationHealth.Unhealthy)),
        ];
    }
}
