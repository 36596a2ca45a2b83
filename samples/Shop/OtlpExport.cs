using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Shop;

/// <summary>Sends metrics to a collector if the standard variable names one.</summary>
internal static class OtlpExport
{
    internal static IDisposable? Start() => Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is null
        ? null
        : OpenTelemetrySdk.Create(sdk => sdk.WithMetrics(metrics => metrics
            .AddSloInstrumentation().AddMeter("Microsoft.AspNetCore.Hosting").AddMeter("System.Net.Http").AddOtlpExporter()));
}
