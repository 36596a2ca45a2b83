using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Slo.Testing;
using Xunit;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;

namespace Slo.Yarp.Tests;

/// <summary>An objective of one destination, and a reaction in the process of the proxy, as docs/reactions.md shows them.</summary>
public sealed class DestinationObjectiveTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Nothing listens at the address of the canary: the proxy answers 502.
    [Fact]
    public async Task Canary_ThatHasEnded_IsCountedByTheProxyAndTakenOut()
    {
        await using WebApplication stable = await StartAsync(Builder(), app => app.MapGet("/buy", () => "stable"));
        await using WebApplication proxy = await StartAsync(ProxyBuilder(stable.Urls.Single(), $"http://{LoopbackPort.Free()}/"), app => app.MapReverseProxy());
        using HttpClient http = new() { BaseAddress = new Uri(proxy.Urls.Single()) };
        SloReactions reactions = proxy.Services.GetRequiredService<SloReactions>();
        (var good, var bad) = (0, 0);
        await Eventually.TrueAsync(
            async () =>
            {
                (good, bad) = await GetAsync(http) ? (good + 1, bad) : (good, bad + 1);
                return reactions.All[0].Steps[0].State == SloReactionStepState.Applied;
            },
            () => $"the canary is taken out, after {good} good and {bad} bad requests");

        Assert.InRange(good, 1, int.MaxValue);
        for (var i = 0; i < 50; i++)
        {
            Assert.True(await GetAsync(http));
        }

        SloTracker tracker = proxy.Services.GetRequiredService<SloRegistry>().Get("canary-availability");
        Assert.Equal(new SloEventCounts(0, bad), tracker.Total);
    }

    private static WebApplicationBuilder ProxyBuilder(string stable, string canary)
    {
        WebApplicationBuilder builder = Builder();
        builder.Services.AddReverseProxy().AddSloWeights().LoadFromMemory(
            [new RouteConfig { RouteId = "buy", ClusterId = "shop", Match = new RouteMatch { Path = "/buy", Methods = ["GET"] } }],
            [
                new ClusterConfig
                {
                    ClusterId = "shop",
                    LoadBalancingPolicy = YarpDestinationAction.LoadBalancingPolicy,
                    Destinations = new Dictionary<string, DestinationConfig>
                    {
                        ["stable"] = new() { Address = stable },
                        ["canary"] = new() { Address = canary },
                    },
                },
            ]);
        builder.AddSlo()
            .AddObjective("canary-availability", o => o
                .HttpServer(http => http.Route("GET", "/buy").Judge(request =>
                    request.HttpContext.Features.Get<IReverseProxyFeature>()?.ProxiedDestination?.DestinationId == "canary"
                        ? null : SloOutcome.Ignored))
                .TargetPercent(99).Rolling(TimeSpan.FromHours(1)).UnobservedTime(UnobservedTime.Exclude)
                .BurnRateRule(AlertSeverity.Page, 10, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1), minimumEvents: 50))
            .AddReaction("drain-canary", (reaction, services) =>
            {
                reaction.On("canary-availability").Undo = false;
                reaction.Step(new YarpDestinationAction(services) { Cluster = "shop", Destination = "canary", Weight = 0 });
            });
        return builder;
    }

    private static async Task<bool> GetAsync(HttpClient http)
    {
        using HttpResponseMessage response = await http.GetAsync(new Uri("/buy", UriKind.Relative), Cancel);
        return response.StatusCode switch
        {
            System.Net.HttpStatusCode.OK => true,
            System.Net.HttpStatusCode.BadGateway => false,
            var other => throw new InvalidOperationException($"{other}"),
        };
    }

    private static WebApplicationBuilder Builder()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder;
    }

    private static async Task<WebApplication> StartAsync(WebApplicationBuilder builder, Action<WebApplication> map)
    {
        WebApplication app = builder.Build();
        map(app);
        await app.StartAsync();
        return app;
    }
}
