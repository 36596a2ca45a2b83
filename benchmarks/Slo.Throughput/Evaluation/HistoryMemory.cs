using System.Globalization;
using Slo.Throughput.Measuring;

namespace Slo.Throughput.Evaluation;

/// <summary>What a 30-day objective holds after 31 days, as real growth of the managed heap, the cells of a few threads included.</summary>
internal static class HistoryMemory
{
    private const int Objectives = 50;
    private const int Threads = 4;

    internal static double BytesPerObjective(bool compact)
    {
        var before = HeapBytes();
        DrivenTime time = new(flows: false);
        using SloRegistry registry = new(time);
        for (var i = 0; i < Objectives; i++)
        {
            registry.Add(SampleHistory.Objective(string.Create(CultureInfo.InvariantCulture, $"objective-{i}"), compact));
        }

        new Crew().Run(Threads, _ => SampleHistory.Traffic(registry, 0));
        SampleHistory.Drive(registry, time, TimeSpan.FromDays(31), TimeSpan.FromMinutes(10));
        var after = HeapBytes();
        GC.KeepAlive(registry);
        return (double)(after - before) / Objectives;
    }

    // Compacted first: gaps between objects would count as memory.
    private static long HeapBytes()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
