namespace Slo.Throughput.Reporting;

/// <summary>A goal for one figure: at most so much. Times are ratios to a yardstick of the same run, where there is one.</summary>
internal sealed record Goal(string What, string Key, double Limit)
{
    private const double Kibibyte = 1024;

    internal static IReadOnlyList<Goal> All { get; } =
    [
        new("record through a call, over an increment in an array of the thread through a call", "record_call_over_thread_static", 1.25),
        new("record through a call, over OpenTelemetry's counter with one tag", "record_call_over_otel", 0.20),
        new("record inlined, over the same", "record_inlined_over_otel", 0.05),
        new("record by two threads over one", "record_2t_over_1t", 1.05),
        new("bytes per record", "record_bytes", 0),
        new("full status, over the clock read in it", "status_over_clock", 4),
        new("bytes per full status", "status_bytes", 0),
        new("evaluation of 10,000 objectives, cold, ms", "evaluate_10k_ms", 10),
        new("evaluation of 10,000 objectives, cold, 95th percentile, ms", "evaluate_10k_p95_ms", 15),
        new("middleware with latency, over OpenTelemetry's meter of the same request", "middleware_over_otel", 0.25),
        new("middleware, status only, over the same", "middleware_status_over_otel", 0.18),
        new("middleware, bytes added per request", "middleware_bytes", 0),
        new("bytes of a 30-day objective", "bytes_per_objective_30d", 160 * Kibibyte),
        new("bytes of a compact 30-day objective", "bytes_per_objective_30d_compact", 40 * Kibibyte),

        // The formula's instant, a second, and the 10-second slice of the hour that the rule looks at.
        new("seconds of total outage until the page rule holds", "detection_s", (14.4 * 0.001 * 3600) + 1 + 10),
    ];

    /// <summary>Met, unmet, or unknown where too much was disturbed to tell.</summary>
    internal string Result(Report report) => double.IsNaN(report[Key]) ? "unknown" : report[Key] <= Limit ? "met" : "unmet";
}
