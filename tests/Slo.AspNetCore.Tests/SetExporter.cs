using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Slo.AspNetCore.Tests;

/// <summary>Keeps the good events of the last collection of one host, by set and objective.</summary>
internal sealed class SetExporter : BaseExporter<Metric>
{
    internal List<string> Good { get; } = [];

    public override ExportResult Export(in Batch<Metric> batch)
    {
        Good.Clear();
        foreach (Metric metric in batch)
        {
            if (metric.Name != "slo.events")
            {
                continue;
            }

            var set = metric.MeterTags?.SingleOrDefault(tag => tag.Key == "slo.set").Value ?? "-";
            foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
            {
                Dictionary<string, object?> tags = [];
                foreach (KeyValuePair<string, object?> tag in point.Tags)
                {
                    tags.Add(tag.Key, tag.Value);
                }

                if ((string?)tags["slo.event.outcome"] == "good")
                {
                    Good.Add($"{set}/{tags["slo.name"]} {point.GetSumLong()}");
                }
            }
        }

        return ExportResult.Success;
    }
}
