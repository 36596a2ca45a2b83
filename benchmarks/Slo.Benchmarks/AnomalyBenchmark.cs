using BenchmarkDotNet.Attributes;
using Slo.Anomalies;

namespace Slo.Benchmarks;

/// <summary>One sample of a series, one slice of both signals of an objective, and what a new series allocates.</summary>
[MemoryDiagnoser]
public class AnomalyBenchmark
{
    private readonly SloAnomalyDetector _detector = new();
    private readonly SignalWatch _ratio = new("checkout", SloAnomalySignal.BadRatio, new RatioDetector());
    private readonly SignalWatch _traffic = new("checkout", SloAnomalySignal.Traffic, new TrafficDetector());
    private readonly double[] _values = new double[4096];
    private DateTimeOffset _time = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
    private int _next;

    [GlobalSetup]
    public void Fill()
    {
        Random random = new(1);
        for (var i = 0; i < _values.Length; i++)
        {
            _values[i] = 500 + (400 * Math.Sin(2 * Math.PI * i / 288)) + random.Next(50);
        }
    }

    [Benchmark]
    public SloAnomalyScore Sample()
    {
        _time = _time.AddMinutes(5);
        return _detector.Add(_time, _values[_next++ & 4095]);
    }

    [Benchmark]
    public bool Slice()
    {
        DateTimeOffset from = _time;
        _time = from.AddMinutes(5);
        var total = (long)_values[_next++ & 4095];
        SloEventCounts counts = new(total, total / 400);
        return _ratio.Add(from, _time, counts, out _) | _traffic.Add(from, _time, counts, out _);
    }

    [Benchmark]
#pragma warning disable CA1822 // BenchmarkDotNet runs instance members only.
    public SloAnomalyDetector Series() => new();
#pragma warning restore CA1822
}
