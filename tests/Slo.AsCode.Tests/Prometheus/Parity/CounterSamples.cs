using System.Globalization;
using Slo.Tests.Traces;

namespace Slo.Tests.Prometheus.Parity;

/// <summary>What the meter's counter shows of a trace, as OpenMetrics.</summary>
internal static class CounterSamples
{
    /// <summary>One scrape in the middle of nowhere, as real ones are.</summary>
    internal const int Phase = 7;

    /// <summary>The label that tells the two ways of sampling apart.</summary>
    internal const string OnTheMinute = "sampled=\"on-the-minute\"";

    internal const string Scraped = "sampled=\"scraped\"";

    internal static void Write(TextWriter writer, IEnumerable<Trace> traces)
    {
        writer.Write("# TYPE slo_events counter\n");
        foreach (Trace trace in traces)
        {
            foreach ((string sampled, int phase) in (ReadOnlySpan<(string, int)>)[(OnTheMinute, 0), (Scraped, Phase)])
            {
                Write(writer, trace, sampled, phase, "good", counts => counts.Good);
                Write(writer, trace, sampled, phase, "bad", counts => counts.Bad);
            }
        }

        writer.Write("# EOF\n");
    }

    private static void Write(TextWriter writer, Trace trace, string sampled, int phase, string outcome, Func<SloEventCounts, long> side)
    {
        for (var at = trace.Start; at <= trace.LastMinute; at += Trace.Minute)
        {
            // Everything before the instant.
            SloEventCounts until = trace.Window(at + phase, at + phase - trace.Start + Trace.Minute);
            writer.Write(string.Create(CultureInfo.InvariantCulture,
                $"slo_events_total{{slo_name=\"{trace.Name}\",slo_event_outcome=\"{outcome}\",{sampled}}} {side(until)} {at + phase}\n"));
        }
    }
}
