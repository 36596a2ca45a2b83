using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Logging.Abstractions;
using Slo.AspNetCore.Requests;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Dependencies;

/// <summary>A request whose calls are linked allocates as much as one whose calls are not.</summary>
[Collection("calls")]
public sealed class LinkedRequestAllocationTests
{
    private const int Requests = 256;

    private static readonly RouteEndpoint Order =
        new(_ => Task.CompletedTask, RoutePatternFactory.Parse("/orders/{id:int}"), 0, EndpointMetadataCollection.Empty, "order");

    // Many, because each part of the table of work has calls of its own to use again.
    private readonly Activity[] _requests = [.. Enumerable.Range(0, Requests).Select(i => new Activity($"request {i}").Start())];

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Calls_Linked_AllocateNothing(bool isAsynchronous, bool isBad) =>
        Assert.Equal(Measure(isLinked: false, isAsynchronous, isBad), Measure(isLinked: true, isAsynchronous, isBad));

    private long Measure(bool isLinked, bool isAsynchronous, bool isBad)
    {
        using ActivitySource source = new("test." + Guid.NewGuid());
        using IDisposable? observation = isLinked ? SloDependency.Observe(source.Name) : null;
        using ActivityListener? listener = isLinked ? null : Listen(source);
        using SloRegistry registry = new();
        SingleThread thread = new();
        SloTracker tracker = registry.Add(new SloObjectiveBuilder("orders").TargetPercent(99).HttpServer(http => http.Route("/orders/{id}")).Build());
        SloMiddleware middleware = new(
            isAsynchronous ? CallAsync : context =>
            {
                Begin(context, isBad);
                Call(source);
                return Task.CompletedTask;
            },
            TestObjectives.Current(registry), TimeProvider.System, NullLogger<SloMiddleware>.Instance);
        DefaultHttpContext context = Context();
        var bytes = Allocations.Of(() => thread.Run(async () =>
        {
            foreach (Activity request in _requests)
            {
                Activity.Current = request;
                await middleware.InvokeAsync(context);
            }
        }));

        Assert.Equal(isLinked ? ["payments.internal:8443"] : [], tracker.GetDependencies().Dependencies.Select(one => one.Name));
        Assert.Equal(0, isBad ? tracker.Total.Good : tracker.Total.Bad);
        return bytes;

        async Task CallAsync(HttpContext context)
        {
            Begin(context, isBad);
            await thread.Later();
            Call(source);
            await thread.Later();
        }
    }

    private static void Begin(HttpContext context, bool isBad)
    {
        context.SetEndpoint(Order);
        context.Response.StatusCode = isBad ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
    }

    private static void Call(ActivitySource source)
    {
        using Activity? activity = source.StartActivity("GET", ActivityKind.Client);
        activity?.SetTag("server.address", "payments.internal");
        activity?.SetTag("server.port", 8443);
        activity?.SetTag("http.response.status_code", 200);
    }

    private static DefaultHttpContext Context()
    {
        DefaultHttpContext context = new();
        context.Features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature());
        context.Request.Method = "GET";
        context.Request.Path = "/orders/7";
        return context;
    }

    private static ActivityListener Listen(ActivitySource observed)
    {
        ActivityListener listener = new()
        {
            ShouldListenTo = source => source == observed,
            Sample = (ref _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
