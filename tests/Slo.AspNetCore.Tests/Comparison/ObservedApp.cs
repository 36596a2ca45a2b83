using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Slo.AspNetCore.Tests.Probes;

namespace Slo.AspNetCore.Tests.Comparison;

/// <summary>A real Kestrel whose requests three observers watch: the built-in metric, a naive middleware, and Slo.</summary>
internal sealed class ObservedApp : IAsyncDisposable
{
    internal const string NotCounted = "not counted";

    private readonly MeterListener _listener = new();
    private readonly Lock _gate = new();
    private readonly List<string> _builtIn = [];
    private readonly List<string> _naive = [];
    private readonly WebApplication _app;
    private readonly Uri[] _addresses;

    private ObservedApp(WebApplication app, FakeTimeProvider time)
    {
        _app = app;
        Time = time;
        IMeterFactory own = app.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // Every host of the process has a meter of this name.
            if (instrument.Name == "http.server.request.duration" && ReferenceEquals(instrument.Meter.Scope, own))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, _, tags, _) => Note(_builtIn, Describe(tags)));
        _listener.Start();
        app.Use(Naive);
        app.UseSlo();
        _addresses = new Uri[2];
    }

    internal FakeTimeProvider Time { get; }

    /// <summary>Set by handlers that wait for the client to go away.</summary>
    internal TaskCompletionSource Arrived { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Uri Http1 => _addresses[0];

    internal Uri Http2 => _addresses[1];

    internal static async Task<ObservedApp> StartAsync(Action<WebApplication> pipeline, Action<WebApplication, ObservedApp> endpoints)
    {
        FakeTimeProvider time = new();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Logging.ClearProviders();
        builder.Services.AddProblemDetails().AddHealthChecks();
        // Else unknown paths are none of ASP.NET Core any more: 404 in place of 405.
        builder.Services.AddSingleton<ProbeArrivals>().AddGrpc(options => options.IgnoreUnknownServices = true);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSlo(options => options.AddObjective(
            "shop", objective => objective.TargetPercent(99).HttpServer().FasterThan(TimeSpan.FromMilliseconds(300)).GroupByRoute()));
        ObservedApp observed = new(builder.Build(), time);
        pipeline(observed._app);
        endpoints(observed._app, observed);
        await observed._app.StartAsync();
        Uri[] addresses = [.. observed._app.Urls.Select(url => new Uri(url))];
        addresses.CopyTo(observed._addresses, 0);
        return observed;
    }

    /// <summary>What the three say, once the server has stopped and so every request is over.</summary>
    internal async Task<(string BuiltIn, string Naive, string Slo)> StopAsync()
    {
        await _app.StopAsync();
        lock (_gate)
        {
            return (Join(_builtIn), Join(_naive), Slo());
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _app.DisposeAsync();
    }

    // As found in many code bases: what the response says when the pipeline is through.
    private async Task Naive(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        finally
        {
            Note(_naive, $"{context.Response.StatusCode}{On((context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText)}");
        }
    }

    private string Slo()
    {
        SloTracker tracker = _app.Services.GetRequiredService<SloRegistry>().Get("shop");
        IEnumerable<string> counted = tracker.GetGroups(100).SelectMany(group => Enumerable
            .Repeat("good", (int)group.Events.Good).Concat(Enumerable.Repeat("bad", (int)group.Events.Bad))
            .Select(outcome => outcome + On(group.Name == SloGroupStatus.None ? null : group.Name)));
        return Join([.. counted, .. Enumerable.Repeat("ignored", (int)tracker.IgnoredTotal)]);
    }

    private void Note(List<string> to, string what)
    {
        lock (_gate)
        {
            to.Add(what);
        }
    }

    private static string Describe(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        object? status = null;
        string? route = null;
        var error = "";
        foreach (KeyValuePair<string, object?> tag in tags)
        {
            status = tag.Key == "http.response.status_code" ? tag.Value : status;
            route = tag.Key == "http.route" ? (string?)tag.Value : route;
            error = tag.Key == "error.type" ? ", `error.type`" : error;
        }

        return $"{status}{On(route)}{error}";
    }

    private static string On(string? route) => route is null ? ", no route" : $" on `{route}`";

    private static string Join(List<string> what) => what.Count == 0 ? NotCounted : string.Join("; ", what);
}
