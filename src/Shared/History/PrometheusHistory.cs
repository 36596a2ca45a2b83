using System.Globalization;
using System.Text.Json;

namespace Slo.Shared.History;

/// <summary>
/// Reads counters of a Prometheus with <c>query_range</c>, in parts that it answers. A step was observed if all events have a new sample at
/// both of its ends; what the counters have more after a gap is of unknown time, and does not count.
/// </summary>
/// <param name="get">Gets the JSON of an address.</param>
/// <param name="server">The Prometheus.</param>
/// <param name="step">How often the counters are read, in whole seconds.</param>
internal sealed class PrometheusHistory(Func<Uri, CancellationToken, Task<JsonDocument>> get, Uri server, TimeSpan step)
{
    // Prometheus refuses more than 11,000; many series of so many samples are a large answer.
    private const int MostSteps = 2_000;

    /// <param name="queries">Of the counters.</param>
    /// <param name="from">The start.</param>
    /// <param name="to">The end.</param>
    /// <param name="progress">Receives how much of how much is done; null: progress is not reported.</param>
    /// <param name="cancel">Ends the request.</param>
    /// <exception cref="FormatException">An answer is none of Prometheus.</exception>
    /// <exception cref="HistoryFaultException">A query selects no plain counters.</exception>
    internal async Task<IReadOnlyList<SloHistoryStep>> ReadAsync(
        CounterQueries queries, DateTimeOffset from, DateTimeOffset to, Action<long, long>? progress, CancellationToken cancel)
    {
        var width = (long)step.TotalSeconds;
        var first = (from.ToUnixTimeSeconds() + width - 1) / width * width;
        var last = to.ToUnixTimeSeconds() / width * width;
        (CounterSum all, CounterSum part) = (new(), new());
        List<SloHistoryStep> steps = [];
        var isSeen = false;
        for (var start = first; start <= last; start += width * MostSteps)
        {
            var end = Math.Min(last, start + (width * (MostSteps - 1)));
            progress?.Invoke(start - first, last - first);
            Dictionary<long, double> total = await CountAsync(queries.Total, all, start, end, cancel).ConfigureAwait(false);
            Dictionary<long, double> some = await CountAsync(queries.Part, part, start, end, cancel).ConfigureAwait(false);

            // For five minutes Prometheus shows the last sample: by the value alone, a gap would begin late, and a short one would be none.
            Dictionary<long, double> samples = await QueryAsync(
                $"max(timestamp({queries.Total}))", (_, at, value) => at - value < width * 1.5 ? 1 : 0, start, end, cancel)
                .ConfigureAwait(false);
            for (var at = start; at <= end; at += width)
            {
                var isHere = samples.GetValueOrDefault(at) > 0;
                if (isHere && isSeen)
                {
                    steps.Add(Step(at - width, at, total.GetValueOrDefault(at), some.GetValueOrDefault(at), queries.IsPartBad));
                }

                isSeen = isHere;
            }
        }

        return steps;
    }

    // Two scrapes may be a moment apart: no more events of a kind than events.
    private static SloHistoryStep Step(long from, long to, double events, double part, bool isPartBad)
    {
        var total = (long)Math.Round(Math.Min(events, 1L << 60));
        var some = Math.Min(total, (long)Math.Round(Math.Min(part, 1L << 60)));
        return new(
            DateTimeOffset.FromUnixTimeSeconds(from), DateTimeOffset.FromUnixTimeSeconds(to),
            isPartBad ? new(total - some, some) : new(some, total - some));
    }

    // By the second, the increase of the counters since the step before.
    private Task<Dictionary<long, double>> CountAsync(
        string query, CounterSum sum, long start, long end, CancellationToken cancel) =>
        QueryAsync(
            query,
            (labels, _, value) => labels.TryGetProperty("__name__", out JsonElement _)
                ? value >= 0 ? sum.Next(labels.GetRawText(), value) : throw new FormatException("is no counter")
                : throw new HistoryFaultException($"'{query}': selects no counters as they are; write a metric name with matchers, "
                    + "without sum(), rate() or increase()"),
            start, end, cancel);

    /// <returns>By the second of each step, the sum over all series of what was read of their values.</returns>
    private async Task<Dictionary<long, double>> QueryAsync(
        string query, Func<JsonElement, long, double, double> read, long start, long end, CancellationToken cancel)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"{server.AbsoluteUri.TrimEnd('/')}/api/v1/query_range?query="
            + $"{Uri.EscapeDataString(query)}&start={start}&end={end}&step={(long)step.TotalSeconds}");
        using JsonDocument answer = await get(new Uri(address), cancel).ConfigureAwait(false);
        Dictionary<long, double> sums = [];
        try
        {
            foreach (JsonElement series in answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray())
            {
                JsonElement labels = series.GetProperty("metric");
                foreach (JsonElement sample in series.GetProperty("values").EnumerateArray())
                {
                    var at = (long)sample[0].GetDouble();
                    var value = double.Parse(sample[1].GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture);
                    sums[at] = sums.GetValueOrDefault(at)
                        + read(labels, at, double.IsFinite(value) ? value : throw new FormatException("is no number"));
                }
            }

            return sums;
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException
            or OverflowException or ArgumentException or IndexOutOfRangeException)
        {
            throw new FormatException("is no answer of Prometheus", exception);
        }
    }
}
