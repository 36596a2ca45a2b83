using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Slo.Throughput.Measuring;

namespace Slo.Throughput.Recording;

/// <summary>What many would use instead: a counter of the OpenTelemetry SDK with one tag, aggregated by its reader.</summary>
internal sealed class OtelCounter : Candidate, IDisposable
{
    private readonly Meter _meter = new("Slo.Throughput");
    private readonly Counter<long> _counter;
    private readonly SumExporter _exporter = new();
    private readonly MeterProvider _provider;

    internal OtelCounter()
    {
        _counter = _meter.CreateCounter<long>("events");
#pragma warning disable CA2000 // The provider disposes its reader, and the reader the exporter.
        _provider = Sdk.CreateMeterProviderBuilder().AddMeter(_meter.Name).AddReader(new BaseExportingMetricReader(_exporter)).Build();
#pragma warning restore CA2000
    }

    public void Dispose()
    {
        _provider.Dispose();
        _meter.Dispose();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal override void Run(int operations)
    {
        Counter<long> local = _counter;
        for (var i = 0; i < operations; i++)
        {
            local.Add(1, new KeyValuePair<string, object?>("outcome", "good"));
        }
    }

    /// <summary>What the SDK has counted so far: proof that it really aggregates.</summary>
    internal long Collect()
    {
        _provider.ForceFlush();
        return _exporter.Sum;
    }
}
