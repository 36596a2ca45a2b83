using BenchmarkDotNet.Attributes;
using Slo.Throughput.Http;

namespace Slo.Benchmarks;

/// <summary>One request through hosting, routing and an endpoint in process: plain, with ours, with OpenTelemetry's request metrics.</summary>
[MemoryDiagnoser]
public class MiddlewareBenchmark
{
    private readonly HostingTelemetry _telemetry = new();
    private readonly Pipeline _plain = new();
    private readonly Pipeline _latency = new(slo => slo.FasterThan(TimeSpan.FromMilliseconds(300)));
    private readonly Pipeline _status = new(static _ => { });
    private readonly Pipeline _uncovered = new(static slo => slo.HttpServer(http => http.Route("/another")));
    private readonly Pipeline _otel = new(audible: true);

    [GlobalCleanup]
    public void Cleanup()
    {
        _plain.Dispose();
        _latency.Dispose();
        _status.Dispose();
        _uncovered.Dispose();
        _otel.Dispose();
        _telemetry.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void Plain() => _plain.Run(1);

    [Benchmark]
    public void Latency() => _latency.Run(1);

    [Benchmark]
    public void StatusOnly() => _status.Run(1);

    /// <summary>A request to an endpoint that no objective covers.</summary>
    [Benchmark]
    public void Uncovered() => _uncovered.Run(1);

    [Benchmark]
    public void OpenTelemetry() => _otel.Run(1);
}
