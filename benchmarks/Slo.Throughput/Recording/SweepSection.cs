using System.Globalization;
using Slo.Throughput.Measuring;
using Slo.Throughput.Reporting;

namespace Slo.Throughput.Recording;

/// <summary>Recording by several threads into several objectives, each combination.</summary>
internal sealed class SweepSection : Section
{
    private readonly SloRegistry _registry = new();

    internal SweepSection(int[] threads, int[] trackers)
    {
        SloTracker[] all = [.. Enumerable.Range(0, trackers.DefaultIfEmpty().Max()).Select(i =>
            _registry.Add(SampleHistory.Objective(string.Create(CultureInfo.InvariantCulture, $"sweep-{i}"))))];
        foreach (var count in trackers)
        {
            RecordMany many = new(all[..count]);
            foreach (var members in threads)
            {
                Add(string.Create(CultureInfo.InvariantCulture, $"sweep_{members}t_{count}_objectives_ns"), many, members);
            }
        }
    }

    public override void Dispose() => _registry.Dispose();

    internal override void Write(Report report)
    {
        foreach (Lane lane in Lanes)
        {
            report.Add(lane.Key, lane.Median);
        }
    }
}
