using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;

namespace Slo.SideBySide;

/// <summary>One app with one objective, that Prometheus scrapes and Alertmanager calls. Its engine evaluates every second, in real time.</summary>
internal sealed class ObservedApp : IAsyncDisposable
{
    internal const string Objective = "checkout";

    /// <summary>What OpenTelemetry's exporter for Prometheus makes of the meter's <c>slo.events</c>.</summary>
    internal const string Metric = "slo_events_total";

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);

    private readonly WebApplication _app;
    private readonly LateClock _clock;
    private readonly Outage _outage;
    private readonly CancellationTokenSource _closing = new();
    private (long Good, long Bad) _recorded;
    private Task _traffic = Task.CompletedTask;

    private ObservedApp(WebApplication app, LateClock clock, Outage outage)
    {
        _app = app;
        _clock = clock;
        _outage = outage;
        app.MapPrometheusScrapingEndpoint();
        app.MapPost("/alertmanager", ReceiveAsync);
    }

    /// <summary>When its own alert fired and resolved.</summary>
    internal Observation Own { get; } = new("Slo, in the process");

    /// <summary>When Alertmanager said so.</summary>
    internal Observation Alertmanager { get; } = new("Alertmanager's webhook");

    internal BurnRateRule Rule => (BurnRateRule)Tracker.Objective.Rules.Single();

    internal decimal BudgetRatio => 1 - Tracker.Objective.TargetRatio;

    private SloTracker Tracker => _app.Services.GetRequiredService<SloRegistry>().Get(Objective);

    /// <param name="address">Host and port.</param>
    /// <param name="outage">The traffic, of which the past is lived through before the app answers.</param>
    internal static async Task<ObservedApp> StartAsync(string address, Outage outage)
    {
        LateClock clock = new(TimeProvider.System.GetUtcNow() - outage.Begin);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://{address}");
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSlo(options => options.AddObjective(Objective, objective => objective
            .TargetPercent(99.9m).Rolling(TimeSpan.FromDays(30)).BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1))));
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddSloInstrumentation().AddPrometheusExporter());

        // OpenTelemetry collects the meters of a name from the whole process, and several apps run in it.
        builder.Services.ConfigureOpenTelemetryMeterProvider((services, metrics) => metrics.AddView(instrument =>
            instrument.Meter.Scope == services.GetRequiredService<IMeterFactory>() ? null : MetricStreamConfiguration.Drop));
        ObservedApp observed = new(builder.Build(), clock, outage);
        observed.LiveThroughThePast();
        await observed._app.StartAsync();
        observed._traffic = observed.GoOnAsync();
        return observed;
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _traffic.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _app.DisposeAsync();
        _closing.Dispose();
    }

    private void LiveThroughThePast()
    {
        SloRegistry registry = _app.Services.GetRequiredService<SloRegistry>();
        while (_clock.Behind > TimeSpan.Zero)
        {
            Record();
            registry.Evaluate();
            _clock.CatchUp(TimeSpan.FromSeconds(1));
        }
    }

    private async Task GoOnAsync()
    {
        SloRegistry registry = _app.Services.GetRequiredService<SloRegistry>();
        using PeriodicTimer timer = new(Pace, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(_closing.Token))
        {
            Record();
            foreach (SloAlertTransition transition in registry.Transitions)
            {
                Own.Saw(transition.Kind == SloAlertTransitionKind.Fired, transition.At);
            }
        }
    }

    private void Record()
    {
        (long Good, long Bad) due = _outage.CountsAt(_clock.GetUtcNow());
        Tracker.Record(due.Good - _recorded.Good, due.Bad - _recorded.Bad);
        _recorded = due;
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        using JsonDocument message = await JsonDocument.ParseAsync(context.Request.Body);
        Alertmanager.Saw(message.RootElement.GetProperty("status").GetString() == "firing", TimeProvider.System.GetUtcNow());
    }
}
