using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Logging.Abstractions;
using Slo.AspNetCore.Requests;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

[Collection(nameof(Alone))]
public sealed class HostileRequestsTests
{
    private const int Requests = 1_000_000;
    private const long MostBytes = 1_000_000;

    private static readonly RouteEndpoint Order =
        new(_ => Task.CompletedTask, RoutePatternFactory.Parse("/orders/{id}"), 0, EndpointMetadataCollection.Empty, "order");

    [Fact]
    public void Requests_OfAMillionPathsHostsMethodsAndTenants_CostNoMemoryAndAreAllCounted()
    {
        using SloRegistry registry = new();
        SloTracker[] trackers =
        [
            registry.Add(Grouped("routes", _ => { }).GroupByRoute().Build()),
            registry.Add(Grouped("methods", _ => { }).GroupByMethod().Build()),
            registry.Add(Grouped("paths", http => http.GroupValue(context => context.Request.Path)).GroupBy("path", 1_000).Build()),
            registry.Add(Grouped("hosts", http => http.GroupValue(context => context.Request.Host.Value)).GroupBy("host", 100).Build()),
            registry.Add(Grouped("tenants", http => http.GroupValue(context => context.TraceIdentifier)).GroupBy("tenant", 100).Build()),
        ];
        SloMiddleware middleware = new(Answer, TestObjectives.Current(registry), TimeProvider.System, NullLogger<SloMiddleware>.Instance);
        DefaultHttpContext context = new();
        context.Features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature());

        Send(middleware, context, 0, 2_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Send(middleware, context, 2_000, Requests);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;

        foreach (SloTracker tracker in trackers)
        {
            Assert.Equal(new SloEventCounts(Requests - (Requests / 10), Requests / 10), tracker.Total);
            IReadOnlyList<SloGroupStatus> groups = tracker.GetGroups(int.MaxValue);
            Assert.Equal(tracker.Total.Good, groups.Sum(group => group.Events.Good));
            Assert.Equal(tracker.Total.Bad, groups.Sum(group => group.Events.Bad));
        }

        Assert.Equal([2, 1, 1_001, 101, 101], trackers.Select(tracker => tracker.GetGroups(int.MaxValue).Count));
        Assert.True(grown < MostBytes, $"grown by {grown:N0} bytes");
        TestContext.Current.TestOutputHelper?.WriteLine($"grown by {grown:N0} bytes");
    }

    private static SloObjectiveBuilder Grouped(string name, Action<HttpIndicatorBuilder> http) =>
        new SloObjectiveBuilder(name).TargetPercent(99).HttpServer(http);

    private static Task Answer(HttpContext context)
    {
        if (context.Request.ContentLength % 2 == 0)
        {
            context.SetEndpoint(Order);
        }

        context.Response.StatusCode = context.Request.ContentLength % 10 == 0 ? 503 : 200;
        return Task.CompletedTask;
    }

    private static void Send(SloMiddleware middleware, HttpContext context, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            var text = i.ToString(CultureInfo.InvariantCulture);
            context.SetEndpoint(null);
            context.Response.StatusCode = 200;
            context.Request.Path = "/<script>" + text;
            context.Request.Host = new HostString("h" + text);
            context.Request.Method = "M" + text;
            context.Request.ContentLength = i;
            context.TraceIdentifier = "tenant" + text;
            Assert.True(middleware.InvokeAsync(context).IsCompletedSuccessfully);
        }
    }
}
