using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Slo.Recording;
using Slo.Soak.App;
using Slo.Soak.Load;

namespace Slo.Soak.Measuring;

/// <summary>Looks at the process again and again, writes a row each time, and now and then collects before.</summary>
internal sealed class Sampler : IDisposable
{
    private readonly SoakOptions _options;
    private readonly HeyTraffic _traffic;
    private readonly Companions _companions;
    private readonly SloRegistry _registry;
    private readonly StreamWriter _file;
    private readonly CancellationTokenSource _ending = new();
    private readonly List<Sample> _samples = [];
    private readonly long _started = TimeProvider.System.GetTimestamp();

    internal Sampler(SoakOptions options, WebApplication app, HeyTraffic traffic, Companions companions)
    {
        _options = options;
        _traffic = traffic;
        _companions = companions;
        _registry = app.Services.GetRequiredService<SloRegistry>();
        _file = new StreamWriter(Path.Combine(options.Folder, "samples.csv")) { AutoFlush = true };
        _file.WriteLine(Sample.Header);
    }

    internal IReadOnlyList<Sample> Samples => _samples;

    public void Dispose()
    {
        _file.Dispose();
        _ending.Dispose();
    }

    internal void Stop() => _ending.Cancel();

    internal async Task RunAsync()
    {
        using PeriodicTimer timer = new(_options.SampleEvery, TimeProvider.System);
        TimeSpan collectAt = _options.CollectEvery;
        while (true)
        {
            await ((Task)timer.WaitForNextTickAsync(_ending.Token).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_ending.IsCancellationRequested)
            {
                // No longer under load: connections go.
                return;
            }

            TimeSpan elapsed = TimeProvider.System.GetElapsedTime(_started);
            var collects = elapsed >= collectAt;
            if (collects)
            {
                collectAt += _options.CollectEvery;
                Collect();
            }

            Sample sample = Take(elapsed, collects);
            _samples.Add(sample);
            await _file.WriteLineAsync(sample.Row);
        }
    }

    // Twice, with the finalizers in between: what they let go is garbage too.
    private static void Collect()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
    }

    private Sample Take(TimeSpan elapsed, bool isCollected)
    {
        // First, before this looking around makes garbage of its own.
        var heap = GC.GetTotalMemory(forceFullCollection: false);
        GCMemoryInfo memory = GC.GetGCMemoryInfo(GCKind.Any);
        var resident = ResidentMemory.Read();
        IReadOnlyList<SloTracker> trackers = _registry.Trackers;
        return new Sample
        {
            Seconds = elapsed.TotalSeconds,
            IsCollected = isCollected,
            Requests = _traffic.Total,
            Resident = resident,
            Heap = heap,
            Committed = memory.TotalCommittedBytes,
            Gen2 = memory.GenerationInfo[2].SizeAfterBytes,
            Large = memory.GenerationInfo[3].SizeAfterBytes,
            History = trackers.Sum(tracker => tracker.AllocatedBytes),
            Groups = trackers.Sum(tracker => tracker.GetGroups(int.MaxValue).Count),
            Collections = [GC.CollectionCount(0), GC.CollectionCount(1), GC.CollectionCount(2)],
            Handles = Directory.GetFiles("/proc/self/fd").Length,
            Threads = resident.Threads,
            PoolThreads = ThreadPool.ThreadCount,
            Slots = ThreadSlots.Count,
            Timers = Timer.ActiveCount,
            Methods = System.Runtime.JitInfo.GetCompiledMethodCount(),
            IlBytes = System.Runtime.JitInfo.GetCompiledILBytes(),
            Assemblies = AppDomain.CurrentDomain.GetAssemblies().Length,
            Transitions = _registry.Transitions.Count,
            Version = _companions.Reloads.Version,
            Measurements = _companions.Metrics.Measurements,
        };
    }
}
