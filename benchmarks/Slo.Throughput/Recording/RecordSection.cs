using Slo.Throughput.Measuring;
using Slo.Throughput.Reporting;

namespace Slo.Throughput.Recording;

/// <summary>Recording, beside an increment in an array of the thread, OpenTelemetry's counter, an interlocked increment and an empty call.</summary>
internal sealed class RecordSection : Section
{
    private readonly SloRegistry _registry = new();
    private readonly OtelCounter _otel = new();
    private readonly Lane _interlocked;
    private readonly Lane _again;
    private readonly Lane _emptyCall;
    private readonly Lane _emptyCallPair;
    private readonly Lane _record;
    private readonly Lane _recordPair;
    private readonly Lane _otelPair;

    internal RecordSection()
    {
        SloTracker tracker = _registry.Add(SampleHistory.Objective("record", fasterThan: TimeSpan.FromMilliseconds(300)));
        InterlockedAdd interlocked = new();
        EmptyCall emptyCall = new(tracker);
        RecordCalled called = new(tracker);
        _interlocked = Add("interlocked_ns", interlocked);
        _again = Add("interlocked_again_ns", interlocked);
        Add("interlocked_2t_ns", interlocked, threads: 2);
        Add("empty_loop_ns", new EmptyLoop());
        Add("thread_static_array_call_ns", new ThreadStaticArrayCall());
        _emptyCall = Add("empty_call_ns", emptyCall);
        _emptyCallPair = Add("empty_call_2t_ns", emptyCall, threads: 2);
        Add("otel_counter_ns", _otel);
        _otelPair = Add("otel_counter_2t_ns", _otel, threads: 2);
        Add("record_inlined_ns", new RecordInlined(tracker));
        _record = Add("record_1t_ns", called);
        _recordPair = Add("record_2t_ns", called, threads: 2);
        Add("record_elapsed_ns", new RecordElapsed(tracker));
    }

    public override void Dispose()
    {
        _otel.Dispose();
        _registry.Dispose();
    }

    internal override void Write(Report report)
    {
        foreach (Lane lane in Lanes)
        {
            report.Add(lane.Key, lane.Median);
        }

        report.Add("aa_difference_ratio", Math.Abs((_again.Median / _interlocked.Median) - 1));
        report.Add("record_call_over_thread_static", _record.Median / report["thread_static_array_call_ns"]);
        report.Add("record_call_over_otel", _record.Median / report["otel_counter_ns"]);
        report.Add("record_inlined_over_otel", report["record_inlined_ns"] / report["otel_counter_ns"]);
        report.Add("record_inlined_over_interlocked", report["record_inlined_ns"] / _interlocked.Median);
        report.Add("empty_call_2t_over_1t", _emptyCallPair.Median / _emptyCall.Median);
        report.Add("record_2t_over_1t", _recordPair.Median / _record.Median);
        report.Add("record_bytes", Lanes.Where(lane => lane.Key.StartsWith("record", StringComparison.Ordinal)).Max(lane => lane.BytesPerOperation()));
        report.Add("otel_2t_over_record_2t", _otelPair.Median / _recordPair.Median);
        if (_otel.Collect() == 0)
        {
            throw new InvalidOperationException("the OpenTelemetry counter did not aggregate");
        }
    }
}
