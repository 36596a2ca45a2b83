using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Slo.Yarp;

/// <summary>A destination of the proxy whose weight can be changed.</summary>
internal sealed record WeightedDestination(
    ClusterState Cluster, DestinationState Destination, DestinationWeights Weights, IClusterDestinationsUpdater Updater)
{
    internal int Weight => Weights.Of(Cluster.ClusterId, Destination);

    internal int? Set => Weights.SetOf(Cluster.ClusterId, Destination.DestinationId);

    /// <summary>Whether another destination of the cluster has weight and passes its health checks.</summary>
    internal bool HasOthers() => Cluster.DestinationsState.AvailableDestinations.Any(
        other => other != Destination && Weights.Of(Cluster.ClusterId, other) > 0);

    /// <param name="weight">Null: that of the configuration.</param>
    internal bool TakesAllAway(int? weight) => Weight > 0 && (weight ?? DestinationWeights.ConfiguredOf(Destination)) == 0;

    /// <param name="weight">Null: that of the configuration.</param>
    internal void Change(int? weight)
    {
        Weights.Set(Cluster.ClusterId, Destination.DestinationId, weight);
        Updater.UpdateAvailableDestinations(Cluster);
    }
}
