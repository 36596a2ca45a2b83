using System.Globalization;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Slo.Tests;

/// <summary>Keeps what the last collection exported, as text: one line a metric, one a point.</summary>
internal sealed class CollectedMetrics : BaseExporter<Metric>
{
    private readonly SortedDictionary<string, List<string>> _points = new(StringComparer.Ordinal);

    /// <summary>The points of a metric; none if it was not exported.</summary>
    internal IReadOnlyList<string> this[string metric] =>
        _points.FirstOrDefault(pair => pair.Key.StartsWith(metric + " ", StringComparison.Ordinal)).Value ?? [];

    public override ExportResult Export(in Batch<Metric> batch)
    {
        _points.Clear();
        foreach (Metric metric in batch)
        {
            if (metric.MeterName != SloTelemetry.MeterName)
            {
                continue;
            }

            List<string> points = [];
            foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
            {
                List<string> tags = [];
                foreach (KeyValuePair<string, object?> tag in point.Tags)
                {
                    tags.Add($"{tag.Key}={tag.Value}");
                }

                points.Add($"{{{string.Join(", ", tags.Order(StringComparer.Ordinal))}}} {Value(metric, point)}");
            }

            // A second stream of the same name would be a metric collected twice.
            var key = $"{metric.Name} {metric.MetricType} {metric.Unit}";
            if (!_points.TryAdd(key, points))
            {
                _points[key].AddRange(points);
            }
        }

        return ExportResult.Success;
    }

    public override string ToString() => string.Concat(_points.Select(pair =>
        pair.Key + "\n" + string.Concat(pair.Value.Order(StringComparer.Ordinal).Select(point => $"  {point}\n"))));

    private static string Value(Metric metric, in MetricPoint point) => metric.MetricType switch
    {
        MetricType.LongSum => point.GetSumLong().ToString(CultureInfo.InvariantCulture),
        MetricType.LongGauge => point.GetGaugeLastValueLong().ToString(CultureInfo.InvariantCulture),
        MetricType.DoubleGauge => point.GetGaugeLastValueDouble().ToString(CultureInfo.InvariantCulture),
        MetricType.Histogram => $"{point.GetHistogramCount()} measured, {point.GetHistogramSum().ToString(CultureInfo.InvariantCulture)} in sum",
        _ => metric.MetricType.ToString(),
    };
}
