using System.Globalization;
using Slo;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace Canary;

/// <summary>YARP in front of the two versions. It counts the requests that it sends to the canary, and its reaction sets the
/// weight.</summary>
internal static class ProxyApp
{
    internal const string WeightPath = "/canary-weight";

    internal static async Task RunAsync(ProxyArguments arguments)
    {
        WebApplicationBuilder builder = AppHost.CreateBuilder();
        builder.Services.AddReverseProxy().LoadFromMemory([Route()], [Cluster(arguments)]).AddSloWeights();
        ISloBuilder slos = builder.AddSlo()
            .AddObjective(Objectives.Shop, o => Objectives.OfShop(o))
            .AddSqliteStore(arguments.Store)
            .AddReaction(DrainReaction.Name, (reaction, services) => DrainReaction.Declare(
                reaction, isEvaluatedHere: arguments.Token is null,
                new YarpDestinationAction(services) { Cluster = TrafficSplit.Service, Destination = TrafficSplit.Canary, Weight = 0 }));
        if (arguments.Token is null)
        {
            slos.AddObjective(Objectives.Canary, o => Objectives.OfCanary(o, OnlyCanary));
        }

        await using WebApplication app = builder.Build();
        app.MapReverseProxy();
        app.MapGet(WeightPath, (IProxyStateLookup proxy) => Weight(proxy));
        app.MapSloDashboard().AllowAnonymous();
        if (arguments.Token is { } token)
        {
            app.MapAlertmanagerWebhook(DrainReaction.Webhook, webhook => webhook.BearerToken = token);
        }

        await AppHost.RunAsync(app, arguments.Life);
    }

    // Requests that went to the stable version are not events of the canary's objective. The others are judged by their status code, also
    // 502 and 504 of the proxy itself, if the canary does not respond.
    private static SloOutcome? OnlyCanary(SloHttpEvent request) =>
        request.HttpContext.Features.Get<IReverseProxyFeature>()?.ProxiedDestination?.DestinationId == TrafficSplit.Canary
            ? null : SloOutcome.Ignored;

    // YARP itself reports which destinations get requests. Without health checks, only a weight of 0 takes them away.
    private static string Weight(IProxyStateLookup proxy) =>
        (proxy.TryGetCluster(TrafficSplit.Service, out ClusterState? cluster)
            && cluster.DestinationsState.AvailableDestinations.Any(destination => destination.DestinationId == TrafficSplit.Canary)
            ? TrafficSplit.CanaryWeight : 0).ToString(CultureInfo.InvariantCulture);

    private static RouteConfig Route() => new()
    {
        RouteId = "buy",
        ClusterId = TrafficSplit.Service,
        Match = new RouteMatch { Path = "/buy", Methods = ["GET"] },
    };

    private static ClusterConfig Cluster(ProxyArguments arguments) => new()
    {
        ClusterId = TrafficSplit.Service,
        LoadBalancingPolicy = YarpDestinationAction.LoadBalancingPolicy,
        Destinations = new Dictionary<string, DestinationConfig>
        {
            [TrafficSplit.Stable] = Destination(arguments.Stable, TrafficSplit.StableWeight),
            [TrafficSplit.Canary] = Destination(arguments.Canary, TrafficSplit.CanaryWeight),
        },
    };

    private static DestinationConfig Destination(Uri address, int weight) => new()
    {
        Address = address.ToString(),
        Metadata = new Dictionary<string, string> { ["weight"] = weight.ToString(CultureInfo.InvariantCulture) },
    };
}
