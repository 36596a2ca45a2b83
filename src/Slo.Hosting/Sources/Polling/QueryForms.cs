namespace Slo.Hosting.Sources.Polling;

/// <summary>Converts the results of the queries of an objective to events, for every system.</summary>
internal static class QueryForms
{
    /// <summary>Why the queries give no events; null: they do.</summary>
    internal static string? Refusal(QueryIndicator queries) => queries switch
    {
        { Threshold: not null } => queries is { Comparison: not null, Limit: not null }
            ? null : "a threshold needs an operator and a value",
        { Raw: not null } => "a ratio alone has no number of events; write the good or the bad events, and the total",
        { Total: null, Good: not null, Bad: not null } or { Total: not null, Good: null, Bad: not null }
            or { Total: not null, Good: not null, Bad: null } => null,
        _ => "write the total with the good or the bad events, or the good and the bad events",
    };

    /// <summary>Adds up what the queries gave at each place.</summary>
    /// <param name="queries">The queries, of which <see cref="Refusal"/> is null.</param>
    /// <param name="good">The values of the good ones, by their place; null: there is no such query.</param>
    /// <param name="bad">The values of the bad ones.</param>
    /// <param name="total">The values of all.</param>
    /// <param name="isAbsentZero">Whether good events that have no value where there is a total are none. Otherwise nothing is known there.
    /// Of bad events, no value is always none.</param>
    internal static IEnumerable<(long Place, double Good, double Total)> Combine(
        QueryIndicator queries, Dictionary<long, double>? good, Dictionary<long, double>? bad, Dictionary<long, double>? total,
        bool isAbsentZero)
    {
        foreach (var place in (total?.Keys ?? good!.Keys.Union(bad!.Keys)).Order())
        {
            var none = isAbsentZero ? 0 : double.NaN;
            (double Good, double Total) events = (total, queries.Good) switch
            {
                (null, _) => (good!.GetValueOrDefault(place), good!.GetValueOrDefault(place) + bad!.GetValueOrDefault(place)),
                (_, null) => (total[place] - Math.Min(total[place], NotNegative(bad!.GetValueOrDefault(place))), total[place]),
                _ => (good!.TryGetValue(place, out var value) ? NotNegative(value) : none, total[place]),
            };
            yield return (place, events.Good, events.Total);
        }
    }

    /// <summary>Whether a value of <see cref="QueryIndicator.Threshold"/> is a good event.</summary>
    internal static bool IsGood(QueryIndicator queries, double value) => queries.Comparison switch
    {
        QueryComparison.Below => value < (double)queries.Limit!,
        QueryComparison.AtMost => value <= (double)queries.Limit!,
        QueryComparison.Above => value > (double)queries.Limit!,
        _ => value >= (double)queries.Limit!,
    };

    // A difference of counts that were not read at the same instant.
    private static double NotNegative(double value) => value < 0 ? 0 : value;
}
