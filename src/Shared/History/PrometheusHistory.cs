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
    private readonly PrometheusRange _range = new(get, server, step);

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
        var width = _range.Step;
        var first = (from.ToUnixTimeSeconds() + width - 1) / width * width;
        var last = to.ToUnixTimeSeconds() / width * width;
        (CounterSum all, CounterSum part) = (new(), new());
        List<SloHistoryStep> steps = [];
        var isSeen = false;
        for (var start = first; start <= last; start += width * PrometheusRange.MostSteps)
        {
            var end = Math.Min(last, start + (width * (PrometheusRange.MostSteps - 1)));
            progress?.Invoke(start - first, last - first);
            Dictionary<long, double> total = await CountAsync(queries.Total, all, start, end, cancel).ConfigureAwait(false);
            Dictionary<long, double> some = await CountAsync(queries.Part, part, start, end, cancel).ConfigureAwait(false);
            HashSet<long> samples = await FreshAsync(queries.Total, start, end, cancel).ConfigureAwait(false);
            for (var at = start; at <= end; at += width)
            {
                var isHere = samples.Contains(at);
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

    // By the second, the increase of the counters since the step before. A value that is none is as a sample that is missing.
    private async Task<Dictionary<long, double>> CountAsync(
        string query, CounterSum sum, long start, long end, CancellationToken cancel)
    {
        Dictionary<long, double> sums = [];
        await _range.VisitAsync(
            query, start, end,
            (labels, at, value) =>
            {
                if (!labels.TryGetProperty("__name__", out JsonElement _))
                {
                    throw new HistoryFaultException($"'{query}': selects no counters as they are; write a metric name with matchers, "
                        + "without sum(), rate() or increase()");
                }

                if (double.IsFinite(value))
                {
                    sums[at] = sums.GetValueOrDefault(at)
                        + (value >= 0 ? sum.Next(labels.GetRawText(), value) : throw new FormatException("is no counter"));
                }
            },
            cancel).ConfigureAwait(false);
        return sums;
    }

    // For five minutes Prometheus shows the last sample: by the value alone, a gap would begin late, and a short one would be none.
    private async Task<HashSet<long>> FreshAsync(string query, long start, long end, CancellationToken cancel)
    {
        HashSet<long> fresh = [];
        await _range.VisitAsync(
            $"max(timestamp({query}))", start, end,
            (_, at, value) =>
            {
                if (at - value < _range.Step * 1.5)
                {
                    fresh.Add(at);
                }
            },
            cancel).ConfigureAwait(false);
        return fresh;
    }
}
