using BenchmarkDotNet.Attributes;
using Slo.Throughput.Evaluation;

namespace Slo.Benchmarks;

/// <summary>Reading how an objective stands, beside the one clock read that any answer up to now needs.</summary>
[MemoryDiagnoser]
public class StatusBenchmark
{
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly StatusLive _live = new();

    [GlobalCleanup]
    public void Cleanup() => _live.Dispose();

    [Benchmark(Baseline = true)]
    public long Clock() => _time.GetTimestamp();

    [Benchmark]
    public void Full() => _live.Run(1);

    [Benchmark]
    public SloStatus Fresh() => _live.Tracker.GetStatus();

    [Benchmark]
    public SloStatus Published() => _live.Tracker.Status;
}
