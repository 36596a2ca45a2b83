using Slo.Throughput.Evaluation;
using Slo.Throughput.Http;
using Slo.Throughput.Measuring;
using Slo.Throughput.Recording;
using Slo.Throughput.Reporting;

namespace Slo.Throughput;

/// <summary>Everything, measured in this process.</summary>
internal static class Session
{
    internal static Report Run(Options options)
    {
        var start = ChunkTimer.Now;
        using HistorySection history = new(options.Rounds);
        Note("memory", start);
        using RecordSection record = new();
        using StatusSection status = new();
        using SweepSection sweep = new(options.Threads, options.Trackers);
        using MiddlewareSection middleware = new();
        Section[] sections = [record, status, middleware, sweep, history];

        new Rounds(options.Rounds).Measure([.. sections.SelectMany(section => section.Lanes)]);
        Note("rounds", start);
        Report report = new();
        foreach (Section section in sections)
        {
            section.Write(report);
        }

        Note("all", start);
        return report;
    }

    private static void Note(string what, long start) =>
        Console.Error.WriteLine(FormattableString.Invariant($"{what}: done after {ChunkTimer.NanosecondsSince(start) / 1e9:0.0} s"));
}
