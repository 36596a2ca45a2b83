using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Slo.Throughput.Recording;

/// <summary>Keeps how many events the counters and histograms it was last given had counted.</summary>
internal sealed class SumExporter : BaseExporter<Metric>
{
    internal long Sum { get; private set; }

    public override ExportResult Export(in Batch<Metric> batch)
    {
        Sum = 0;
        foreach (Metric metric in batch)
        {
            foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
            {
                Sum += metric.MetricType switch
                {
                    MetricType.LongSum => point.GetSumLong(),
                    MetricType.Histogram => point.GetHistogramCount(),
                    _ => 0,
                };
            }
        }

        return ExportResult.Success;
    }
}
