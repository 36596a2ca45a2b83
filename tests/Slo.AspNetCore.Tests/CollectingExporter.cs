using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Slo.AspNetCore.Tests;

/// <summary>Keeps the counters of the last collection, by metric, objective and outcome.</summary>
internal sealed class CollectingExporter : BaseExporter<Metric>
{
    internal Dictionary<(string Metric, string Objective, string? Outcome), long> Counters { get; } = [];

    public override ExportResult Export(in Batch<Metric> batch)
    {
        Counters.Clear();
        foreach (Metric metric in batch)
        {
            if (metric.MetricType != MetricType.LongSum)
            {
                continue;
            }

            foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
            {
                string? objective = null;
                string? outcome = null;
                foreach (KeyValuePair<string, object?> tag in point.Tags)
                {
                    objective = tag.Key == "slo.name" ? tag.Value as string : objective;
                    outcome = tag.Key == "slo.event.outcome" ? tag.Value as string : outcome;
                }

                if (objective is not null)
                {
                    Counters[(metric.Name, objective, outcome)] = point.GetSumLong();
                }
            }
        }

        return ExportResult.Success;
    }
}
