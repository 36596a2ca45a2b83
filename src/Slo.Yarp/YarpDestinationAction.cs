using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Slo.Yarp;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Slo;

/// <summary>
/// Sets the weight of a destination of a YARP proxy in the same process. The cluster must have the load balancing policy
/// <c>SloWeighted</c> (<c>AddSloWeights</c>). The weight is kept in memory, and lost when the process ends (docs/actions.md).
/// </summary>
/// <remarks>Each instance of a fleet has its own proxy, so use the action in reactions of scope <c>Instance</c>.</remarks>
/// <param name="services">The services of the host, with the proxy.</param>
public sealed class YarpDestinationAction(IServiceProvider services) : SloReactionAction
{
    /// <summary>The name of the load balancing policy: <c>SloWeighted</c>.</summary>
    public const string LoadBalancingPolicy = "SloWeighted";

    /// <summary>The id of the cluster.</summary>
    public string Cluster { get; set; } = "";

    /// <summary>The id of the destination in the cluster.</summary>
    public string Destination { get; set; } = "";

    /// <summary>The weight to set, from 0 to 10,000. Default 0: the destination gets no new requests. The last available destination with
    /// weight cannot be set to 0.</summary>
    public int Weight { get; set; }

    /// <inheritdoc/>
    /// <remarks>The same destination in the proxy of another instance is a different resource.</remarks>
    public override string Resource => $"yarp {Cluster}/{Destination} of this instance";

    /// <inheritdoc/>
    protected override bool IsIdempotent => true;

    /// <inheritdoc/>
    protected override bool EndsWithProcess => true;

    /// <inheritdoc/>
    /// <returns>The weight that was set before, or <c>configured</c>, and the weight that will be set.</returns>
    public override Task<string?> PrepareAsync(SloReactionRequest request, CancellationToken cancellationToken) => Task.FromResult<string?>(
        new WeightMemo(services.GetService<DestinationWeights>()?.SetOf(Cluster, Destination), Weight).ToString());

    /// <inheritdoc/>
    public override Task<SloReactionResult> ApplyAsync(SloReactionRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(Find(out WeightedDestination? found) is { } problem ? SloReactionResult.Failed(problem)
            : Change(found!, Weight));

    /// <inheritdoc/>
    public override Task<SloReactionResult> UndoAsync(SloReactionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Find(out WeightedDestination? found) is { } problem)
        {
            return Task.FromResult(SloReactionResult.Failed(problem));
        }

        if (WeightMemo.Of(request.Memo) is not { } memo)
        {
            return Task.FromResult(SloReactionResult.Failed("what the weight was before is not known"));
        }

        return Task.FromResult(
            found!.Set == memo.Before || found.Set == Weight || (memo.Set is { } set && found.Set == set) ? Change(found, memo.Before)
            : SloReactionResult.Failed(found.Set is { } now
                ? $"weight is {Text(now)}, neither {Text(memo.Set ?? Weight)} as set nor {memo.BeforeText} as before: it was changed "
                    + "since, and is left as it is"
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
        if (destination.TakesAllAway(weight) && !destination.HasOthers())
        {
            return SloReactionResult.Failed(
                $"no other destination of cluster '{destination.Cluster.ClusterId}' is available and has weight");
        }

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
            return $"{nameof(Cluster)} '{Cluster}': there is no such cluster; "
                + (names.Length == 0 ? "YARP has none, call MapReverseProxy and check its configuration"
                    : $"write one of {SloText.OneLine(names)}");
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
