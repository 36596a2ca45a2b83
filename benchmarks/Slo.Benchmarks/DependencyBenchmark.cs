using System.Diagnostics;
using BenchmarkDotNet.Attributes;

namespace Slo.Benchmarks;

/// <summary>What linking calls costs a request, in an activity as every request has one: without calls, with a call by an activity, with an
/// own call. The references are the activity of a request, and the same call without an observer.</summary>
[MemoryDiagnoser]
public class DependencyBenchmark
{
    private readonly ActivitySource _observed = new("Slo.Benchmarks.Observed");
    private readonly ActivitySource _other = new("Slo.Benchmarks.Other");
    private readonly ActivityListener _listener = new()
    {
        ShouldListenTo = source => source.Name == "Slo.Benchmarks.Other",
        Sample = (ref _) => ActivitySamplingResult.AllData,
    };

    private readonly SloRegistry _registry = new();
    private readonly IDisposable _observation = SloDependency.Observe("Slo.Benchmarks.Observed");
    private SloTracker _tracker = null!;
    private Activity _request = null!;

    [GlobalSetup]
    public void Setup()
    {
        _tracker = _registry.Add(
            new SloObjectiveBuilder("checkout").TargetPercent(99.9m).FasterThan(TimeSpan.FromMilliseconds(300)).Build());
        ActivitySource.AddActivityListener(_listener);
        _request = new Activity("request").Start();
        Activity.Current = _request;
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _observation.Dispose();
        _listener.Dispose();
        _registry.Dispose();
        _observed.Dispose();
        _other.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void RequestUnlinked()
    {
        Activity.Current = _request;
        _tracker.Record(new SloEvent(SloOutcome.Good));
    }

    [Benchmark]
    public void RequestWithoutCalls()
    {
        Activity.Current = _request;
        SloCallScope scope = SloCalls.Begin();
        End(scope);
    }

    [Benchmark]
    public void CallUnlinked()
    {
        Activity.Current = _request;
        Call(_other);
        _tracker.Record(new SloEvent(SloOutcome.Good));
    }

    [Benchmark]
    public void RequestWithACall()
    {
        Activity.Current = _request;
        SloCallScope scope = SloCalls.Begin();
        Call(_observed);
        End(scope);
    }

    [Benchmark]
    public void RequestWithAnOwnCall()
    {
        Activity.Current = _request;
        SloCallScope scope = SloCalls.Begin();
        using (SloDependency.Start("payments"))
        {
        }

        End(scope);
    }

    private void End(SloCallScope scope)
    {
        SloCalls? calls = scope.End();
        _tracker.Record(new SloEvent(SloOutcome.Good) { Calls = calls });
        scope.Release(calls);
    }

    private static void Call(ActivitySource source)
    {
        using Activity? activity = source.StartActivity("GET", ActivityKind.Client);
        activity?.SetTag("server.address", "payments.internal");
        activity?.SetTag("server.port", 443);
        activity?.SetTag("http.response.status_code", 200);
    }
}
