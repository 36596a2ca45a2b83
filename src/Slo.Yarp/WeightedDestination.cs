using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Slo.Yarp;

/// <summary>A destination of the proxy whose weight can be changed.</summary>
internal sealed record WeightedDestination(
    ClusterState Cluster, DestinationState Destination, DestinationWeights Weights, IClusterDestinationsUpdater Updater)
{
    internal int Weight => Weights.Of(Cluster.ClusterId, Destination);

    internal int? Set => Weights.SetOf(Cluster.ClusterId, Destination.DestinationId);

    internal bool HasOthers() =>
        Cluster.Destinations.Values.Any(other => other != Destination && Weights.Of(Cluster.ClusterId, other) > 0);

    /// <param name="weight">Null: that of the configuration.</param>
    internal void Change(int? weight)
    {
        Weights.Set(Cluster.ClusterId, Destination.DestinationId, weight);
        Updater.UpdateAvailableDestinations(Cluster);
    }
}
