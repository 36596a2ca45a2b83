using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using Slo.Throughput.Measuring;
using Slo.Throughput.Recording;

namespace Slo.Benchmarks;

/// <summary>Counting one event, beside an interlocked increment and OpenTelemetry's counter. Each is behind one call, which is taken off.</summary>
[MemoryDiagnoser]
public class RecordBenchmark
{
    private readonly SloRegistry _registry = new();
    private readonly OtelCounter _otel = new();
    private readonly long[] _cells = new long[64];
    private readonly TimeSpan _elapsed = TimeSpan.FromMilliseconds(20);
    private readonly SloEvent _good = new(SloOutcome.Good);
    private readonly SloEvent _bad = new(SloOutcome.Bad)
    {
        Reason = "503",
        Operation = "POST /orders",
        Dependency = "payments",
        Cohort = "1.4.2",
        Caller = "chrome",
        Group = "acme",
        TraceId = ActivityTraceId.CreateRandom(),
        Elapsed = TimeSpan.FromMilliseconds(20),
    };

    private SloTracker _tracker = null!;

    [GlobalSetup]
    public void Setup() => _tracker = _registry.Add(SampleHistory.Objective("record", fasterThan: TimeSpan.FromMilliseconds(300)));

    [GlobalCleanup]
    public void Cleanup()
    {
        _otel.Dispose();
        _registry.Dispose();
    }

    [Benchmark(Baseline = true)]
    public long InterlockedIncrement() => Interlocked.Increment(ref _cells[32]);

    [Benchmark]
    public void Record() => _tracker.Record(good: true);

    [Benchmark]
    public void RecordOutcome() => _tracker.Record(SloOutcome.Bad);

    [Benchmark]
    public void RecordElapsed() => _tracker.Record(_elapsed);

    [Benchmark]
    public void RecordGoodEvent() => _tracker.Record(_good);

    /// <summary>With all that a request has: it is counted, and kept by its properties.</summary>
    [Benchmark]
    public void RecordBadEvent() => _tracker.Record(_bad);

    [Benchmark]
    public void OpenTelemetryCounter() => _otel.Run(1);
}
