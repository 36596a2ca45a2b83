using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Slo.Testing;
using Xunit;
using Yarp.ReverseProxy.Configuration;

namespace Slo.AspNetCore.Tests.Requests;

/// <summary>
/// A YARP gateway aborts or resets a response that it cannot complete, for failures of the destination and of the client alike.
/// </summary>
public sealed class ReverseProxyTests
{
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HttpProtocols.Http1)]
    [InlineData(HttpProtocols.Http2)]
    [InlineData(HttpProtocols.Http3)]
    public async Task Destination_ThatBreaksInTheMiddleOfTheBody_IsBad(HttpProtocols protocol)
    {
        await using KestrelApp destination = await StartDestinationAsync();
        await using KestrelApp gateway = await StartGatewayAsync(destination, protocol);
        await gateway.GetAsync("/breaks");

        Assert.Equal((0, 1, 0), await gateway.CountsAsync("all"));
    }

    [Theory]
    [InlineData(HttpProtocols.Http1)]
    [InlineData(HttpProtocols.Http2)]
    [InlineData(HttpProtocols.Http3)]
    public async Task Client_ThatLeavesInTheMiddleOfTheBody_IsIgnored(HttpProtocols protocol)
    {
        await using KestrelApp destination = await StartDestinationAsync();
        await using KestrelApp gateway = await StartGatewayAsync(destination, protocol);
        using CancellationTokenSource client = new();
        Task<HttpStatusCode?> request = gateway.SendUntilAsync(HttpMethod.Get, "/lasts", client.Token);
        await _arrived.Task.WaitAsync(Cancel);
        await client.CancelAsync();
        await request;

        Assert.Equal((0, 0, 1), await gateway.CountsAsync("all"));
    }

    [Theory]
    [InlineData(HttpProtocols.Http1)]
    [InlineData(HttpProtocols.Http2)]
    public async Task Destination_ThatTakesTooLong_IsBad(HttpProtocols protocol)
    {
        await using KestrelApp destination = await StartDestinationAsync();
        await using KestrelApp gateway = await StartGatewayAsync(destination, protocol);
        Assert.Equal(HttpStatusCode.GatewayTimeout, await gateway.GetAsync("/waits"));

        Assert.Equal((0, 1, 0), await gateway.CountsAsync("all"));
    }

    private Task<KestrelApp> StartDestinationAsync() => KestrelApp.StartAsync(TestObjectives.AllAnd(), app =>
    {
        app.MapGet("/breaks", async context =>
        {
            await context.Response.WriteAsync("half");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        app.MapGet("/lasts", async context =>
        {
            await context.Response.WriteAsync("begin");
            await context.Response.Body.FlushAsync();
            _arrived.SetResult();
            await Never.EndAsync(context.RequestAborted);
        });
        app.MapGet("/waits", context => Never.EndAsync(context.RequestAborted));
    });

    private static Task<KestrelApp> StartGatewayAsync(KestrelApp destination, HttpProtocols protocol) => KestrelApp.StartAsync(
        TestObjectives.AllAnd(),
        app => app.MapReverseProxy(),
        builder => builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "shop", Match = new RouteMatch { Path = "{**path}" } }],
            [
                new ClusterConfig
                {
                    ClusterId = "shop",
                    Destinations = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = destination.Client.BaseAddress!.ToString() } },
                    HttpRequest = new() { ActivityTimeout = TimeSpan.FromSeconds(1), Version = HttpVersion.Version11 },
                },
            ]),
        protocol);
}
