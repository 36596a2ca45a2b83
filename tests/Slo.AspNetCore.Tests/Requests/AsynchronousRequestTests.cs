using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Logging.Abstractions;
using Slo.AspNetCore.Requests;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

/// <summary>A request whose handler is asynchronous costs the task that waits for its end, whether it feeds an objective or none.</summary>
public sealed class AsynchronousRequestTests
{
    private const int Requests = 500;

    private static string Page => File.ReadAllText(Repository.PathOf("docs", "insight.md"));

    [Theory]
    [InlineData("/orders", false)]
    [InlineData("/orders", true)]
    [InlineData("/another", false)]
    [InlineData("/another", true)]
    public void Request_ThatCompletesLater_AllocatesOneTask(string route, bool isLatency)
    {
        using SloRegistry registry = new();
        SloObjectiveBuilder objective = new SloObjectiveBuilder("orders").TargetPercent(99).HttpServer(http => http.Route("/orders"));
        registry.Add((isLatency ? objective.FasterThan(TimeSpan.FromMinutes(5)) : objective).Build());
        SingleThread thread = new();
        async Task LaterAsync(HttpContext context) => await thread.Later();
        SloMiddleware middleware = new(
            LaterAsync, TestObjectives.Current(registry), TimeProvider.System, NullLogger<SloMiddleware>.Instance);
        DefaultHttpContext context = new();
        context.Features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature());
        context.Request.Method = "GET";
        context.SetEndpoint(new RouteEndpoint(
            _ => Task.CompletedTask, RoutePatternFactory.Parse(route), 0, EndpointMetadataCollection.Empty, "one"));

        var plain = Of(LaterAsync);
        var counted = Of(middleware.InvokeAsync);

        Assert.Equal(0, (counted - plain) % Requests);
        Assert.Contains(
            $"allocates {(counted - plain) / Requests} bytes, for the task that ends with the count", Page, StringComparison.Ordinal);

        long Of(RequestDelegate handler) => Allocations.Of(() => thread.Run(async () =>
        {
            for (var i = 0; i < Requests; i++)
            {
                await handler(context);
            }
        }));
    }
}
