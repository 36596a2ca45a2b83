using System.Globalization;
using System.Text;
using Slo.Tests.Traces;

namespace Slo.Tests.Prometheus.Parity;

/// <summary>Traffic made up so that ratios are often exactly a threshold: minutes that are good, bad, bad in part, or idle.</summary>
internal static class MadeTraffic
{
    private const long Start = 1_700_000_040;
    private const int Minutes = 400;
    private const int EventsAMinute = 20;

    /// <summary>Always the same.</summary>
    internal static Trace Create()
    {
        using TemporaryFolder folder = new();
        Random random = new(11);
        StringBuilder rows = new("timestamp,good,total\n");
        for (var minute = 0; minute < Minutes; minute++)
        {
            var good = random.Next(10) switch { 0 => 0, 1 => EventsAMinute / 2, 2 => EventsAMinute - 2, _ => EventsAMinute };
            var total = random.Next(20) == 0 ? 0 : EventsAMinute;
            rows.Append(CultureInfo.InvariantCulture, $"{Start + (Trace.Minute * minute)},{Math.Min(good, total)},{total}\n");
        }

        folder.Write("made.meta.json", """{ "name": "made", "step_seconds": 60, "targets": ["0.9"] }""");
        return Trace.Read(folder.Write("made.csv", rows.ToString()));
    }
}
