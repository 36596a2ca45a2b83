using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Slo.Throughput.Recording;

/// <summary>Keeps the sum of the counters it was last given.</summary>
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
                Sum += point.GetSumLong();
            }
        }

        return ExportResult.Success;
    }
}
