using System.Globalization;
using Slo.Throughput.Measuring;

namespace Slo.Throughput.Evaluation;

/// <summary>One evaluation of 10,000 objectives with four rules each, publishing included, with nothing of them left in the caches.</summary>
internal static class ColdEvaluation
{
    internal const int Objectives = 10_000;
    private const int CacheBytes = 128 * 1024 * 1024;
    private const int CacheLine = 64;
    private const int WarmUpPasses = 8;
    private const int FewestPasses = 15;
    private const double PatienceNanoseconds = 8e9;

    /// <summary>Milliseconds of each pass; fewer passes than asked for where the machine is very busy.</summary>
    internal static List<double> Measure(int passes)
    {
        DrivenTime time = new(flows: false);
        using SloRegistry registry = new(time);
        for (var i = 0; i < Objectives; i++)
        {
            registry.Add(SampleHistory.Objective(string.Create(CultureInfo.InvariantCulture, $"objective-{i}")));
        }

        SampleHistory.Drive(registry, time, TimeSpan.FromDays(1), TimeSpan.FromHours(1));
        var cache = new byte[CacheBytes];
        List<double> times = [];
        var begin = ChunkTimer.Now;
        for (var pass = -WarmUpPasses; pass < passes; pass++)
        {
            if (pass >= FewestPasses && ChunkTimer.NanosecondsSince(begin) > PatienceNanoseconds)
            {
                break;
            }

            SampleHistory.Traffic(registry, pass);
            time.Advance(TimeSpan.FromSeconds(1));
            Walk(cache);
            var start = ChunkTimer.Now;
            registry.Evaluate();
            if (pass >= 0)
            {
                times.Add(ChunkTimer.NanosecondsSince(start) / 1e6);
            }
        }

        return times;
    }

    private static void Walk(byte[] cache)
    {
        for (var i = 0; i < cache.Length; i += CacheLine)
        {
            cache[i]++;
        }
    }
}
