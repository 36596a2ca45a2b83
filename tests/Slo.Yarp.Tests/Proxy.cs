using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Slo.Yarp.Tests;

/// <summary>A real YARP on Kestrel before two destinations on Kestrel, which answer with their names.</summary>
internal sealed class Proxy : IAsyncDisposable
{
    private readonly List<WebApplication> _apps = [];
    private readonly HttpClient _client;
    private InMemoryConfigProvider _config = null!;

    private Proxy(bool hasCookies) => _client = new HttpClient(new SocketsHttpHandler { UseCookies = hasCookies });

    internal IServiceProvider Services => _apps[^1].Services;

    internal Uri Address => new(_apps[^1].Urls.Single());

    private string[] Destinations => [.. _apps.Take(2).Select(app => app.Urls.Single())];

    /// <param name="cluster">Changes the cluster <c>shop</c>.</param>
    /// <param name="stable">The weight of <c>stable</c>; null: none is written.</param>
    /// <param name="canary">That of <c>canary</c>.</param>
    internal static async Task<Proxy> StartAsync(Func<ClusterConfig, ClusterConfig>? cluster = null, string? stable = "90", string? canary = "10")
    {
        Proxy proxy = new(hasCookies: true);
        foreach (var name in (string[])["stable", "canary"])
        {
            WebApplication destination = Build(_ => { });
            destination.Run(context => context.Response.WriteAsync(name));
            await proxy.AddAsync(destination);
        }

        proxy._config = new InMemoryConfigProvider(
            [new RouteConfig { RouteId = "all", ClusterId = "shop", Match = new RouteMatch { Path = "/{**rest}" } }],
            [proxy.Cluster(cluster, stable, canary)]);
        WebApplication front = Build(builder => builder.Services.AddSingleton<IProxyConfigProvider>(proxy._config).AddReverseProxy().AddSloWeights().AddSloWeights());
        front.MapReverseProxy();
        await proxy.AddAsync(front);
        return proxy;
    }

    internal YarpDestinationAction Action(int weight, string destination = "canary") =>
        new(Services) { Cluster = "shop", Destination = destination, Weight = weight };

    /// <summary>Loads another configuration, as an edit of its file would.</summary>
    internal void Reload(string? stable, string? canary) =>
        _config.Update(_config.GetConfig().Routes, [Cluster(null, stable, canary)]);

    internal string? ConfiguredWeight(string destination) => Services.GetRequiredService<IProxyStateLookup>().GetClusters().Single()
        .Destinations[destination].Model.Config.Metadata?["weight"];

    /// <summary>Reports the health of a destination, as a health check would.</summary>
    internal void Report(string destination, DestinationHealth health)
    {
        ClusterState cluster = Services.GetRequiredService<IProxyStateLookup>().GetClusters().Single();
        cluster.Destinations[destination].Health.Passive = health;
        Services.GetRequiredService<IClusterDestinationsUpdater>().UpdateAvailableDestinations(cluster);
    }

    /// <summary>Who answered so many requests, without cookies.</summary>
    internal async Task<(int Stable, int Canary)> AnswersAsync(int count)
    {
        using HttpClient client = new(new SocketsHttpHandler { UseCookies = false });
        List<string> names = [];
        for (var i = 0; i < count; i++)
        {
            names.Add(await client.GetStringAsync(Address));
        }

        return (names.Count(name => name == "stable"), names.Count(name => name == "canary"));
    }

    /// <summary>Who answers a client that keeps its cookies.</summary>
    internal Task<string> AnswerWithCookiesAsync() => _client.GetStringAsync(Address);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        foreach (WebApplication app in _apps.AsEnumerable().Reverse())
        {
            await app.DisposeAsync();
        }
    }

    private static WebApplication Build(Action<WebApplicationBuilder> configure)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        configure(builder);
        return builder.Build();
    }

    private ClusterConfig Cluster(Func<ClusterConfig, ClusterConfig>? change, string? stable, string? canary)
    {
        ClusterConfig cluster = new()
        {
            ClusterId = "shop",
            LoadBalancingPolicy = YarpDestinationAction.LoadBalancingPolicy,
            Destinations = new Dictionary<string, DestinationConfig>
            {
                ["stable"] = Destination(Destinations[0], stable),
                ["canary"] = Destination(Destinations[1], canary),
            },
        };
        return change?.Invoke(cluster) ?? cluster;
    }

    private static DestinationConfig Destination(string address, string? weight) => new()
    {
        Address = address,
        Metadata = weight is null ? null : new Dictionary<string, string> { ["weight"] = weight },
    };

    private async Task AddAsync(WebApplication app)
    {
        _apps.Add(app);
        await app.StartAsync();
    }
}
