using System.Text.Json;

namespace Slo.Hosting.Sources.Datadog;

/// <summary>What a query of Datadog gave: the sum over its series at each instant that has a value, and the width of what a value is
/// of.</summary>
/// <param name="Values">By the start in milliseconds since 1970.</param>
/// <param name="Width">In milliseconds; 0: the answer has no points.</param>
internal sealed record DatadogSeries(Dictionary<long, double> Values, long Width)
{
    /// <summary>Reads an answer of <c>/api/v1/query</c>.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    internal static DatadogSeries Read(JsonElement answer, Func<double, double>? map = null)
    {
        Dictionary<long, double> values = [];
        List<long> instants = [];
        long interval = 0;
        try
        {
            foreach (JsonElement series in answer.GetProperty("series").EnumerateArray())
            {
                if (series.TryGetProperty("interval", out JsonElement stated) && stated.ValueKind == JsonValueKind.Number)
                {
                    interval = Math.Max(interval, (long)(Math.Clamp(stated.GetDouble(), 0, 100_000_000) * 1000));
                }

                foreach (JsonElement point in series.GetProperty("pointlist").EnumerateArray())
                {
                    var at = (long)point[0].GetDouble();
                    instants.Add(at);
                    if (point[1].ValueKind != JsonValueKind.Null)
                    {
                        var value = point[1].GetDouble();
                        values[at] = values.GetValueOrDefault(at) + (map is null ? value : map(value));
                    }
                }
            }
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new FormatException("is no answer of Datadog", exception);
        }

        return new(values, WidthOf(instants, values.Keys, interval));
    }

    // Datadog states an interval, but its points may be nearer to each other, with nulls between the values, or further apart.
    private static long WidthOf(List<long> instants, IEnumerable<long> withValue, long interval)
    {
        if (instants.Count == 0)
        {
            return 0;
        }

        var distance = Distance(instants) ?? 0;

        // Its clients document milliseconds, and the service answers with seconds.
        var stated = distance > 0 && interval >= 1000 * distance ? interval / 1000 : interval;
        return Math.Min(Math.Max(stated, distance), Distance(withValue) ?? long.MaxValue);
    }

    private static long? Distance(IEnumerable<long> instants)
    {
        long[] sorted = [.. instants.Distinct().Order()];
        return sorted.Length < 2 ? null : sorted.Zip(sorted.Skip(1), (one, next) => next - one).Min();
    }
}
