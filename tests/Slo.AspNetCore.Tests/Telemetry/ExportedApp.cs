using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using Xunit;

namespace Slo.AspNetCore.Tests.Telemetry;

/// <summary>An app whose metrics, ours and those of OpenTelemetry's instrumentation, are exported by OpenTelemetry.</summary>
internal static class ExportedApp
{
    /// <summary>How many requests <see cref="SendAsync"/> sends that end well, and how many by a server's fault.</summary>
    internal const long Good = 4;
    internal const long Bad = 3;

    internal static Task<KestrelApp> StartAsync(Action<MeterProviderBuilder> export, Action<WebApplication> configure) => KestrelApp.StartAsync(
        TestObjectives.AllAnd(("answers", "/answer/{status}")),
        app =>
        {
            app.MapGet("/answer/{status}", (int status) => Results.StatusCode(status));
            app.MapGet("/boom", string () => throw new InvalidOperationException("boom"));
            app.MapGet("/probe", () => "ok").DisableHttpMetrics();
            configure(app);
        },
        builder =>
        {
            builder.Services.AddOpenTelemetry().WithMetrics(metrics => export(metrics.AddSloInstrumentation().AddAspNetCoreInstrumentation()));
            builder.Services.ConfigureOpenTelemetryMeterProvider((services, metrics) => OnlyOwn(metrics, services.GetRequiredService<IMeterFactory>()));
        });

    /// <summary>Requests of every kind, one after the other, and an evaluation.</summary>
    internal static async Task SendAsync(KestrelApp app)
    {
        foreach (var path in (string[])["/answer/200", "/answer/404", "/answer/204", "/answer/503", "/answer/500", "/boom", "/wp-login.php", "/probe"])
        {
            Assert.NotNull(await app.GetAsync(path));
        }

        Assert.Equal((Good, Bad, 0), await app.CountsAsync("all"));
        app.Registry.Evaluate();
    }

    // OpenTelemetry collects the meters of a name from the whole process, and other tests run in it.
    private static void OnlyOwn(MeterProviderBuilder metrics, IMeterFactory own) =>
        metrics.AddView(instrument => ReferenceEquals(instrument.Meter.Scope, own) ? null : MetricStreamConfiguration.Drop);
}
