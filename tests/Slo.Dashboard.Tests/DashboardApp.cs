using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Slo.Testing;

namespace Slo.Dashboard.Tests;

/// <summary>An app with the dashboard on a real Kestrel. Its clock stands still, months away from the browser's; it evaluates only when
/// told.</summary>
internal sealed class DashboardApp : IAsyncDisposable
{
    internal static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly WebApplication _app;

    private DashboardApp(WebApplication app, FakeTimeProvider time, LogRecorder log)
    {
        _app = app;
        Time = time;
        Log = log;
    }

    internal FakeTimeProvider Time { get; }

    internal LogRecorder Log { get; }

    internal HttpClient Client { get; } = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });

    internal Uri Address => Client.BaseAddress!;

    internal SloRegistry Registry => _app.Services.GetRequiredService<SloRegistry>();

    internal IServiceProvider Services => _app.Services;

    /// <param name="slo">The objectives.</param>
    /// <param name="configure">The pipeline after <c>UseSlo</c>; default: the dashboard at /slo, open to all.</param>
    /// <param name="build">Services besides.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="port">0: a free one.</param>
    /// <param name="time">The clock.</param>
    internal static async Task<DashboardApp> StartAsync(
        Action<SloOptions> slo, Action<WebApplication>? configure = null, Action<WebApplicationBuilder>? build = null,
        string environment = "Production", int port = 0, FakeTimeProvider? time = null)
    {
        time ??= new(Start);
        LogRecorder log = new();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSlo(options =>
        {
            options.ServiceName = "shop";
            options.EvaluationInterval = TimeSpan.FromMinutes(1);
            options.UnobservedTime = UnobservedTime.Exclude;
            slo(options);
        });
        build?.Invoke(builder);
        DashboardApp app = new(builder.Build(), time, log);
        app._app.UseSlo();
        (configure ?? (web => web.MapSloDashboard().AllowAnonymous()))(app._app);
        await app._app.StartAsync();
        app.Client.BaseAddress = new Uri(app._app.Urls.Single());
        return app;
    }

    /// <summary>An hour with every kind of objective: one exhausted and paging, one healthy, one at risk, one without events.</summary>
    internal static async Task<DashboardApp> StartWithHistoryAsync(Action<WebApplication>? configure = null, Action<WebApplicationBuilder>? build = null)
    {
        DashboardApp app = await StartAsync(
            options =>
            {
                options.AddObjective("checkout", o => o.DisplayName("Customers can place orders").Owner("payments team").Label("tier", "1")
                    .Description("Orders that end without a fault of ours.").TargetPercent(99.9m).Rolling(TimeSpan.FromDays(7)).GroupBy("route"));
                options.AddObjective("search", o => o.Label("tier", "2").TargetPercent(99).Rolling(TimeSpan.FromDays(1)));
                options.AddObjective("reports", o => o.Label("tier", "2").TargetPercent(95).Calendar(CalendarUnit.Month, "UTC"));
                options.AddObjective("silent", o => o.TargetPercent(99.5m));
            },
            configure, build);
        app.Registry.MarkDeployment("1.4.2", "ci");
        for (var minute = 0; minute < 60; minute++)
        {
            var isBad = minute is >= 20 and < 40;
            app.Registry.Get("checkout").Record(isBad ? 80 : 100, isBad ? 20 : 0);
            app.Registry.Get("search").Record(1000, 1);
            app.Registry.Get("reports").Record(955, minute % 2 == 0 ? 98 : 0);
            app.Advance(TimeSpan.FromMinutes(1));
        }

        return app;
    }

    internal void Advance(TimeSpan time)
    {
        Time.Advance(time);
        Registry.Evaluate();
    }

    /// <summary>Evaluates, and lets the streams see it.</summary>
    internal void AdvanceStreams()
    {
        Advance(TimeSpan.FromSeconds(1));
        Time.Advance(TimeSpan.FromSeconds(2));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
