using OpenTelemetry.Metrics;

namespace Shop;

/// <summary>Slo's metrics beside those of ASP.NET Core, HttpClient, Npgsql and Polly: at /metrics, and at a collector if the standard variable names one.</summary>
internal static class Telemetry
{
    internal static void Add(IServiceCollection services) => services.AddOpenTelemetry().WithMetrics(metrics =>
    {
        metrics.AddSloInstrumentation().AddAspNetCoreInstrumentation().AddMeter("System.Net.Http", "Npgsql", "Polly").AddPrometheusExporter();
        if (Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is not null)
        {
            metrics.AddOtlpExporter();
        }
    });
}
