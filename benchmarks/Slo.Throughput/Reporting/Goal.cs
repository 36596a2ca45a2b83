namespace Slo.Throughput.Reporting;

/// <summary>A promise about one figure: at most so much.</summary>
internal sealed record Goal(string What, string Key, double Limit)
{
    private const double Kibibyte = 1024;

    internal static IReadOnlyList<Goal> All { get; } =
    [
        new("record inlined, in units of an interlocked increment", "record_ratio", 0.25),
        new("record through a call, in the same units", "record_call_ratio", 0.70),
        new("record by two threads over one", "record_2t_over_1t", 1.10),
        new("bytes per record", "record_bytes", 0),
        new("full status with its clock read, ns", "status_ns", 150),
        new("bytes per full status", "status_bytes", 0),
        new("evaluation of 10,000 objectives, cold, ms", "evaluate_10k_ms", 10),
        new("middleware with latency, ns added per request", "middleware_ns", 60),
        new("middleware, status only, ns added per request", "middleware_status_ns", 20),
        new("middleware, bytes added per request", "middleware_bytes", 0),
        new("bytes of a 30-day objective", "bytes_per_objective_30d", 160 * Kibibyte),
        new("bytes of a compact 30-day objective", "bytes_per_objective_30d_compact", 40 * Kibibyte),

        // The formula's instant, a second, and the 10-second slice of the hour that the rule looks at.
        new("seconds of total outage until the page rule holds", "detection_s", (14.4 * 0.001 * 3600) + 1 + 10),
    ];

    /// <summary>Met, unmet, or unknown where too much was disturbed to tell.</summary>
    internal string Result(Report report) => double.IsNaN(report[Key]) ? "unknown" : report[Key] <= Limit ? "met" : "unmet";
}
