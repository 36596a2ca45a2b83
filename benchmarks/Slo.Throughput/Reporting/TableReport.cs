using System.Globalization;
using System.Text;

namespace Slo.Throughput.Reporting;

/// <summary>The figures for people.</summary>
internal static class TableReport
{
    internal static string Write(Report report)
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture,
            $"{Report.Processors} processors, {Report.Architecture}, {Report.Runtime}; medians of {report.Processes} process(es)").AppendLine();
        foreach ((string key, double value) in report.Values)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{key,-34} {value,14:#,0.####}");
        }

        text.AppendLine();
        foreach (Goal goal in report.Goals)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{goal.Result(report),-7} {goal.What}: {report[goal.Key]:#,0.####} (at most {goal.Limit:#,0.####})");
        }

        return text.ToString();
    }
}
