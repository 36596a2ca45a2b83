using Slo.Throughput.Measuring;
using Slo.Throughput.Reporting;

namespace Slo.Throughput.Http;

/// <summary>What the middleware adds to a request, beside what OpenTelemetry's metrics of the same request add.</summary>
internal sealed class MiddlewareSection : Section
{
    private readonly HostingTelemetry _telemetry = new();
    private readonly Pipeline _plain = new();
    private readonly Pipeline _plainAgain = new();
    private readonly Pipeline _latency = new(slo => slo.FasterThan(TimeSpan.FromMilliseconds(300)));
    private readonly Pipeline _status = new(static _ => { });
    private readonly Pipeline _otel = new(audible: true);

    internal MiddlewareSection()
    {
        Add("request_plain_ns", _plain);
        Add("middleware_aa_ns", _plainAgain);
        Add("middleware_ns", _latency);
        Add("middleware_status_ns", _status);
        Add("middleware_otel_ns", _otel);
    }

    public override void Dispose()
    {
        _plain.Dispose();
        _plainAgain.Dispose();
        _latency.Dispose();
        _status.Dispose();
        _otel.Dispose();
        _telemetry.Dispose();
    }

    internal override void Write(Report report)
    {
        Lane plain = Lanes[0];
        report.Add(plain.Key, plain.Median);
        foreach (Lane lane in Lanes.Skip(1))
        {
            report.Add(lane.Key, lane.Over(plain));
        }

        var bytes = plain.BytesPerOperation();
        report.Add("middleware_bytes", Lanes.Skip(2).Take(2).Max(lane => lane.BytesPerOperation() - bytes));
        report.Add("middleware_otel_bytes", Lanes[4].BytesPerOperation() - bytes);
        report.Add("middleware_over_otel", report["middleware_ns"] / report["middleware_otel_ns"]);
        report.Add("middleware_status_over_otel", report["middleware_status_ns"] / report["middleware_otel_ns"]);
        if (_latency.Counted == 0 || _status.Counted == 0 || _telemetry.Collect() == 0)
        {
            throw new InvalidOperationException("a request was not counted");
        }
    }
}
