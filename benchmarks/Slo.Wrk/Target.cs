using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Slo.Wrk;

/// <summary>An app on a free loopback port, loaded by wrk for a bounded time. The server runs in this process, wrk in its own.</summary>
internal sealed class Target : IAsyncDisposable
{
    private readonly WebApplication _app;
    private long _answered;

    private Target(WebApplication app) => _app = app;

    /// <summary>Requests that reached the endpoint.</summary>
    internal long Answered => Interlocked.Read(ref _answered);

    /// <summary>Requests that the middleware counted.</summary>
    internal long Counted => _app.Services.GetService<SloRegistry>()?.Get("all").Total.Total ?? 0;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    internal static async Task<Target> StartAsync(bool counts)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (counts)
        {
            builder.Services.AddSlo(options => options.AddObjective("all", objective => objective
                .TargetPercent(99.9m).HttpServer().FasterThan(TimeSpan.FromMilliseconds(300))));
        }

        WebApplication app = builder.Build();
        Target target = new(app);
        if (counts)
        {
            app.UseSlo();
        }

        app.MapGet("/", () =>
        {
            Interlocked.Increment(ref target._answered);
            return "ok";
        });
        await app.StartAsync();
        return target;
    }

    /// <summary>Loads the app and returns the CPU time of this process per request, in microseconds.</summary>
    internal async Task<double> LoadAsync(int seconds)
    {
        var before = Answered;
        using Process self = Process.GetCurrentProcess();
        TimeSpan cpu = self.TotalProcessorTime;
        using Process wrk = Process.Start(new ProcessStartInfo("wrk", $"-t1 -c16 -d{seconds}s {_app.Urls.First()}/") { RedirectStandardOutput = true })!;
        await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        self.Refresh();
        return (self.TotalProcessorTime - cpu).TotalMicroseconds / (Answered - before);
    }
}
