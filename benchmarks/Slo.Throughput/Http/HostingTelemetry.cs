using OpenTelemetry;
using OpenTelemetry.Metrics;
using Slo.Throughput.Recording;

namespace Slo.Throughput.Http;

/// <summary>OpenTelemetry on the meter of ASP.NET Core's hosting, aggregated by its reader.</summary>
internal sealed class HostingTelemetry : IDisposable
{
    private readonly SumExporter _exporter = new();
    private readonly MeterProvider _provider;

    internal HostingTelemetry()
    {
#pragma warning disable CA2000 // The provider disposes its reader, and the reader the exporter.
        _provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter("Microsoft.AspNetCore.Hosting").AddReader(new BaseExportingMetricReader(_exporter)).Build();
#pragma warning restore CA2000
    }

    public void Dispose() => _provider.Dispose();

    /// <summary>Requests that the SDK has counted so far.</summary>
    internal long Collect()
    {
        _provider.ForceFlush();
        return _exporter.Sum;
    }
}
