using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Logging.Abstractions;
using Slo.AspNetCore.Requests;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

public sealed class SloMiddlewareTests
{
    private static readonly RouteEndpoint Order =
        new(_ => Task.CompletedTask, RoutePatternFactory.Parse("/orders/{id:int}"), 0, EndpointMetadataCollection.Empty, "order");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Request_ThatCompletesSynchronously_AllocatesNothing(bool latency)
    {
        using SloRegistry registry = new();
        SloObjectiveBuilder objective = new SloObjectiveBuilder("orders").TargetPercent(99).HttpServer(http => http.Route("GET", "/orders/{id}"));
        SloTracker tracker = registry.Add((latency ? objective.FasterThan(TimeSpan.FromMinutes(5)) : objective).Build());
        SloMiddleware middleware = new(
            context =>
            {
                context.SetEndpoint(Order);
                return Task.CompletedTask;
            },
            TestObjectives.Current(registry),
            TimeProvider.System,
            NullLogger<SloMiddleware>.Instance);
        DefaultHttpContext context = Context();
        long requests = 0;
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var i = 0; i < 2_000; i++, requests++)
            {
                _ = middleware.InvokeAsync(context);
            }
        }));
        Assert.True(middleware.InvokeAsync(context).IsCompletedSuccessfully);
        Assert.Equal(requests + 1, tracker.Total.Good);
    }

    [Fact]
    public async Task EndpointFeature_AfterTheRequest_IsTheServersOwnWithTheLastEndpoint()
    {
        using SloRegistry registry = new();
        registry.Add(new SloObjectiveBuilder("all").TargetPercent(99).HttpServer().Build());
        RouteEndpoint error = new(_ => Task.CompletedTask, RoutePatternFactory.Parse("/error"), 0, EndpointMetadataCollection.Empty, "error");
        SloMiddleware middleware = new(
            async context =>
            {
                context.SetEndpoint(Order);
                await Task.Yield();
                context.Request.Path = "/error";
                context.SetEndpoint(null);
                context.SetEndpoint(error);
            },
            TestObjectives.Current(registry),
            TimeProvider.System,
            NullLogger<SloMiddleware>.Instance);
        DefaultHttpContext context = Context();
        IEndpointFeature own = context.Features.Get<IEndpointFeature>()!;
        await middleware.InvokeAsync(context);

        Assert.Same(own, context.Features.Get<IEndpointFeature>());
        Assert.Same(error, context.GetEndpoint());
    }

    [Fact]
    public async Task EndpointFeature_OfAServerWithoutOne_LeavesTheLastEndpoint()
    {
        using SloRegistry registry = new();
        registry.Add(new SloObjectiveBuilder("all").TargetPercent(99).HttpServer().Build());
        Endpoint? set = Order;
        SloMiddleware middleware = new(
            context =>
            {
                context.SetEndpoint(set);
                return Task.CompletedTask;
            },
            TestObjectives.Current(registry),
            TimeProvider.System,
            NullLogger<SloMiddleware>.Instance);
        DefaultHttpContext context = new();
        await middleware.InvokeAsync(context);
        Assert.Same(Order, context.GetEndpoint());
        Assert.IsNotType<ObservedRequest>(context.Features.Get<IEndpointFeature>());

        set = null;
        context = new();
        await middleware.InvokeAsync(context);
        Assert.Null(context.GetEndpoint());
    }

    [Fact]
    public async Task Exception_ThrownSynchronously_IsCountedAndPassedOn()
    {
        using SloRegistry registry = new();
        SloTracker tracker = registry.Add(new SloObjectiveBuilder("all").TargetPercent(99).HttpServer().Build());
        InvalidOperationException thrown = new("at once");
        SloMiddleware middleware = new(_ => throw thrown, TestObjectives.Current(registry), TimeProvider.System, NullLogger<SloMiddleware>.Instance);

        Assert.Same(thrown, await Assert.ThrowsAsync<InvalidOperationException>(() => middleware.InvokeAsync(Context())));
        Assert.Equal(new SloEventCounts(0, 1), tracker.Total);
    }

    // As Kestrel does it: the server's own endpoint feature is there before the first middleware.
    private static DefaultHttpContext Context()
    {
        DefaultHttpContext context = new();
        context.Features.Set<IEndpointFeature>(new ServerEndpointFeature());
        context.Features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature());
        context.Request.Method = "GET";
        context.Request.Path = "/orders/7";
        return context;
    }

    private sealed class ServerEndpointFeature : IEndpointFeature
    {
        public Endpoint? Endpoint { get; set; }
    }
}
