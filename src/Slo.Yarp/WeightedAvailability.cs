using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Slo.Yarp;

/// <summary>Makes destinations of weight 0 unavailable, so that they do not get requests of sticky sessions either. For other destinations
/// it is the same as YARP's policy HealthyAndUnknown.</summary>
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
