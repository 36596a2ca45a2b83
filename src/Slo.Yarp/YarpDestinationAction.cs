using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Slo.Yarp;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Slo;

/// <summary>
/// Sets the weight of a destination of a YARP proxy in the same process. Its cluster has the load balancing policy <c>SloWeighted</c> of
/// <c>AddSloWeights</c>. The weight is kept in memory, and lost when the process ends (docs/actions.md).
/// </summary>
/// <param name="services">The services of the host, with the proxy.</param>
public sealed class YarpDestinationAction(IServiceProvider services) : SloReactionAction
{
    /// <summary>The name of the load balancing policy: <c>SloWeighted</c>.</summary>
    public const string LoadBalancingPolicy = "SloWeighted";

    // The memo where the weight of the configuration held.
    private const string Configured = "configured";

    /// <summary>The id of the cluster.</summary>
    public string Cluster { get; set; } = "";

    /// <summary>The id of the destination in the cluster.</summary>
    public string Destination { get; set; } = "";

    /// <summary>The weight to set, from 0 to 10,000. Default 0: no new requests.</summary>
    public int Weight { get; set; }

    /// <inheritdoc/>
    public override string Resource => $"yarp {Cluster}/{Destination}";

    /// <inheritdoc/>
    protected override bool IsIdempotent => true;

    /// <inheritdoc/>
    /// <returns>The weight that was set before, or <c>configured</c>.</returns>
    public override Task<string?> PrepareAsync(SloReactionRequest request, CancellationToken cancellationToken) => Task.FromResult<string?>(
        services.GetService<DestinationWeights>()?.SetOf(Cluster, Destination) is { } weight ? Text(weight) : Configured);

    /// <inheritdoc/>
    public override Task<SloReactionResult> ApplyAsync(SloReactionRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(Find(out WeightedDestination? found) is { } problem ? SloReactionResult.Failed(problem)
            : Weight == 0 && !found!.HasOthers() ? SloReactionResult.Failed($"no other destination of cluster '{Cluster}' has weight")
            : Change(found!, Weight));

    /// <inheritdoc/>
    public override Task<SloReactionResult> UndoAsync(SloReactionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Find(out WeightedDestination? found) is { } problem)
        {
            return Task.FromResult(SloReactionResult.Failed(problem));
        }

        int? before = int.TryParse(request.Memo, NumberStyles.None, CultureInfo.InvariantCulture, out var weight) ? weight : null;
        return Task.FromResult(
            before is null && request.Memo != Configured ? SloReactionResult.Failed("what the weight was before is not known")
            : found!.Set == Weight || found.Set == before ? Change(found, before)
            : SloReactionResult.Failed(found.Set is { } now
                ? $"weight is {Text(now)}, neither {Text(Weight)} as set nor {request.Memo} as before: it was changed since, and is "
                    + "left as it is"
                : "the weight of the configuration holds: it was changed since, and is left as it is"));
    }

    /// <inheritdoc/>
    public override Task<string?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(Find(out _));

    /// <inheritdoc/>
    public override string ToString() => $"set the weight of {Cluster}/{Destination} to {Text(Weight)}";

    /// <inheritdoc/>
    protected override void DescribeSettings(SloSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Text(nameof(Cluster), Cluster, value => Cluster = value);
        settings.Text(nameof(Destination), Destination, value => Destination = value);
        settings.Number(nameof(Weight), Weight, value => Weight = value, 0, DestinationWeights.Largest);
        base.DescribeSettings(settings);
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> GetFaults()
    {
        if (string.IsNullOrWhiteSpace(Cluster))
        {
            yield return $"{nameof(Cluster)}: is missing; write the id of a cluster of the proxy";
        }

        if (string.IsNullOrWhiteSpace(Destination))
        {
            yield return $"{nameof(Destination)}: is missing; write the id of a destination of the cluster";
        }
    }

    private static SloReactionResult Change(WeightedDestination destination, int? weight)
    {
        var before = destination.Weight;
        destination.Change(weight);
        return SloReactionResult.Done(before == destination.Weight
            ? $"weight is {Text(before)} already" : $"weight {Text(before)} -> {Text(destination.Weight)}");
    }

    private static string Text(int weight) => weight.ToString(CultureInfo.InvariantCulture);

    private string? Find(out WeightedDestination? found)
    {
        found = null;
        if (services.GetService<DestinationWeights>() is not { } weights)
        {
            return $"{nameof(Cluster)} '{Cluster}': cannot be changed without weights; call AddReverseProxy().AddSloWeights()";
        }

        IProxyStateLookup proxy = services.GetRequiredService<IProxyStateLookup>();
        if (!proxy.TryGetCluster(Cluster, out ClusterState? cluster))
        {
            var names = string.Join(", ", proxy.GetClusters().Select(known => known.ClusterId).Order(StringComparer.Ordinal));
            return $"{nameof(Cluster)} '{Cluster}': there is no such cluster; write one of {SloText.OneLine(names)}";
        }

        if (!cluster.Destinations.TryGetValue(Destination, out DestinationState? destination))
        {
            var names = string.Join(", ", cluster.Destinations.Keys.Order(StringComparer.Ordinal));
            return $"{nameof(Destination)} '{Destination}': there is no such destination in cluster '{Cluster}'; write one of "
                + SloText.OneLine(names);
        }

        if (cluster.Model.Config.LoadBalancingPolicy != LoadBalancingPolicy)
        {
            return $"{nameof(Cluster)} '{Cluster}': is not balanced by weight; write \"LoadBalancingPolicy\": "
                + $"\"{LoadBalancingPolicy}\" there";
        }

        found = new(cluster, destination, weights, services.GetRequiredService<IClusterDestinationsUpdater>());
        return null;
    }
}
