using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Logging.Abstractions;
using Slo.AspNetCore.Requests;
using Xunit;

namespace Slo.AspNetCore.Tests.Requests;

public sealed class EndpointCacheTests
{
    private const int Limit = 10_000;

    [Fact]
    public void Endpoints_MadeAnewWhileTheAppRuns_AreNotAllKept()
    {
        using SloRegistry registry = new();
        SloTracker tracker = registry.Add(new SloObjectiveBuilder("route").TargetPercent(99).HttpServer(http => http.Route("/dynamic")).Build());
        HttpObjectives objectives = new([registry], new UserCode(TimeProvider.System, NullLogger.Instance), NullLogger.Instance);
        WeakReference<Endpoint>[] made = Serve(objectives, (3 * Limit) + 500);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.InRange(made.Count(endpoint => endpoint.TryGetTarget(out _)), 1, Limit);
        Assert.Equal((3 * Limit) + 500, tracker.Total.Good);
        GC.KeepAlive(objectives);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference<Endpoint>[] Serve(HttpObjectives objectives, int count)
    {
        DefaultHttpContext context = new();
        context.Request.Method = "GET";
        CompletedRequest request = new(context, 200, new ObservedRequest(), Exception: null, TimeSpan.Zero, ToFirstByte: null, EndpointTraits.None, ContentType: null);
        var made = new WeakReference<Endpoint>[count];
        for (var i = 0; i < count; i++)
        {
            RouteEndpoint endpoint = new(_ => Task.CompletedTask, RoutePatternFactory.Parse("/dynamic"), 0, EndpointMetadataCollection.Empty, null);
            objectives.For(endpoint).Record(request);
            made[i] = new WeakReference<Endpoint>(endpoint);
        }

        return made;
    }
}
