using System.Globalization;
using System.Text.Json;
using Slo.Cli.Infrastructure;
using Slo.Cli.Status;

namespace Slo.Cli.Import;

/// <summary>
/// Reads counters of a Prometheus with <c>query_range</c>, in parts that it answers. A step was observed if all events have a sample at
/// both of its ends; what the counters have more after a gap is of unknown time, and does not count.
/// </summary>
internal sealed class PrometheusHistory(HttpClient client, Uri server, TimeSpan step)
{
    // Prometheus refuses more than 11,000; many series of so many samples are a large answer.
    private const int MostSteps = 2_000;

    internal string Address { get; } = server.GetLeftPart(UriPartial.Path);

    /// <exception cref="UnansweredException">The server does not answer, or a query is none.</exception>
    /// <exception cref="ToolException">A query selects no plain counters.</exception>
    internal async Task<IReadOnlyList<SloHistoryStep>> ReadAsync(
        CounterQueries queries, DateTimeOffset from, DateTimeOffset to, Progress progress, CancellationToken cancel)
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
            progress.Report(start - first, last - first);
            Dictionary<long, double> total = await QueryAsync(queries.Total, all, start, end, cancel).ConfigureAwait(false);
            Dictionary<long, double> some = await QueryAsync(queries.Part, part, start, end, cancel).ConfigureAwait(false);
            for (var at = start; at <= end; at += width)
            {
                var isHere = total.TryGetValue(at, out var events);
                if (isHere && isSeen)
                {
                    steps.Add(Step(at - width, at, events, some.GetValueOrDefault(at), queries.IsPartBad));
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

    /// <returns>By the second of each sample that exists, the increase since the one before it.</returns>
    private async Task<Dictionary<long, double>> QueryAsync(string query, CounterSum sum, long start, long end, CancellationToken cancel)
    {
        var width = (long)step.TotalSeconds;

        // By default a sample would count for five minutes: a gap would begin late, and a short one would be none.
        var address = string.Create(CultureInfo.InvariantCulture, $"{server.AbsoluteUri.TrimEnd('/')}/api/v1/query_range?query="
            + $"{Uri.EscapeDataString(query)}&start={start}&end={end}&step={width}&lookback_delta={width * 3 / 2}s");
        using JsonDocument answer = await new JsonRequest(client, new Uri(address), Address).GetAsync(cancel).ConfigureAwait(false);
        Dictionary<long, double> increases = [];
        try
        {
            foreach (JsonElement series in answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray())
            {
                JsonElement labels = series.GetProperty("metric");
                if (!labels.TryGetProperty("__name__", out _))
                {
                    throw new ToolException(ExitCode.Usage, $"'{query}': selects no counters as they are; write a metric name with matchers, "
                        + "without sum(), rate() or increase()");
                }

                var key = labels.GetRawText();
                foreach (JsonElement sample in series.GetProperty("values").EnumerateArray())
                {
                    var at = (long)sample[0].GetDouble();
                    var value = double.Parse(sample[1].GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture);
                    increases[at] = increases.GetValueOrDefault(at)
                        + (double.IsFinite(value) && value >= 0 ? sum.Next(key, value) : throw new FormatException("is no counter"));
                }
            }

            return increases;
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or FormatException
            or OverflowException or ArgumentException)
        {
            throw JsonRequest.NoJson(Address);
        }
    }
}
