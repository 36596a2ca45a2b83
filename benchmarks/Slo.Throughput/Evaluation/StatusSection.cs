using Slo.Throughput.Measuring;
using Slo.Throughput.Reporting;

namespace Slo.Throughput.Evaluation;

/// <summary>Reading how an objective stands.</summary>
internal sealed class StatusSection : Section
{
    private readonly StatusLive _live = new();
    private readonly Lane _full;
    private readonly Lane _fresh;

    internal StatusSection()
    {
        Add("clock_ns", new ClockRead());
        _full = Add("status_ns", _live);
        _fresh = Add("status_fresh_ns", new StatusFresh(_live.Tracker));
        Add("status_published_ns", new StatusPublished(_live.Tracker));
    }

    public override void Dispose() => _live.Dispose();

    internal override void Write(Report report)
    {
        foreach (Lane lane in Lanes)
        {
            report.Add(lane.Key, lane.Median);
        }

        report.Add("status_over_clock", report["status_ns"] / report["clock_ns"]);
        report.Add("status_bytes", _full.BytesPerOperation());
        report.Add("status_fresh_bytes", _fresh.BytesPerOperation());
    }
}
