using System.Globalization;
using System.Text.Json;

namespace Slo.Shared.History;

/// <summary>Reads the values of a query at the steps of a range, with <c>query_range</c> of a Prometheus.</summary>
/// <param name="get">Gets the JSON of an address.</param>
/// <param name="server">The Prometheus.</param>
/// <param name="step">The distance of two values, in whole seconds.</param>
internal sealed class PrometheusRange(Func<Uri, CancellationToken, Task<JsonDocument>> get, Uri server, TimeSpan step)
{
    /// <summary>How many steps a request may have: Prometheus refuses more than 11,000, and many series of so many samples are a large
    /// answer.</summary>
    internal const int MostSteps = 2_000;

    /// <summary>In seconds.</summary>
    internal long Step { get; } = (long)step.TotalSeconds;

    /// <summary>Visits each value of each series: the labels, the second, and the value, which may be none (NaN).</summary>
    /// <param name="query">The query.</param>
    /// <param name="start">The first second.</param>
    /// <param name="end">The last second.</param>
    /// <param name="visit">What is done with each value.</param>
    /// <param name="cancel">Ends the request.</param>
    /// <exception cref="FormatException">The answer is none of Prometheus.</exception>
    internal async Task VisitAsync(
        string query, long start, long end, Action<JsonElement, long, double> visit, CancellationToken cancel)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"{server.AbsoluteUri.TrimEnd('/')}/api/v1/query_range?query="
            + $"{Uri.EscapeDataString(query)}&start={start}&end={end}&step={Step}");
        using JsonDocument answer = await get(new Uri(address), cancel).ConfigureAwait(false);
        try
        {
            foreach (JsonElement series in answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray())
            {
                // What a scalar or a string is answered with has none.
                JsonElement labels = series.GetProperty("metric");
                var last = start - 1;
                foreach (JsonElement sample in series.GetProperty("values").EnumerateArray())
                {
                    var at = (long)sample[0].GetDouble();
                    last = at > last && at <= end ? at : throw new FormatException("has samples of another time, or out of order");
                    var value = sample[1].GetString() switch
                    {
                        "+Inf" => double.PositiveInfinity,
                        "-Inf" => double.NegativeInfinity,
                        var text => double.Parse(text!, NumberStyles.Float, CultureInfo.InvariantCulture),
                    };
                    visit(labels, at, value);
                }
            }
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException
            or OverflowException or ArgumentException or IndexOutOfRangeException)
        {
            throw new FormatException("is no answer of Prometheus", exception);
        }
    }
}
