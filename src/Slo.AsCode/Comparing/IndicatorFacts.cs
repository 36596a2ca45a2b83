using System.Globalization;
using Slo.AsCode.OpenSlo;

namespace Slo.AsCode.Comparing;

/// <summary>The properties that distinguish indicators, as texts.</summary>
internal static class IndicatorFacts
{
    /// <summary>Both, with the properties in which they differ.</summary>
    internal static (string Was, string Now) Describe(SloIndicator was, SloIndicator now)
    {
        string[] before = [.. Of(was)];
        string[] after = [.. Of(now)];
        return (Text(was, before.Except(after)), Text(now, after.Except(before)));
    }

    private static string Text(SloIndicator indicator, IEnumerable<string> facts) => string.Join("; ", facts.Prepend(indicator.Describe()));

    private static IEnumerable<string> Of(SloIndicator indicator) => (indicator switch
    {
        HttpIndicator http => Http(http),
        InstrumentIndicator instrument => Instrument(instrument),
        QueryIndicator query => Query(query),
        _ => [],
    }).Where(fact => fact.What.Length > 0).Select(fact => $"{fact.Name} {fact.What}");

    private static IEnumerable<(string Name, string What)> Http(HttpIndicator http)
    {
        var outcomes = HttpOutcomes.Of(http);
        yield return ("bad status", string.Join(", ", StatusCodes.Write(outcomes.Bad)));
        yield return ("ignored status", string.Join(", ", StatusCodes.Write(outcomes.Ignored)));
        yield return ("client aborts", $"{http.ClientAborts}".ToLowerInvariant());
        yield return ("latency", http.MeasuresFirstByte ? "to the first byte" : "to the last byte");
        yield return ("static assets", http.CountsStaticAssets ? "counted" : "left out");
        yield return ("judged by", string.Join(", ", http.Metadata.Select(item => item.GetType().Name)));
    }

    private static IEnumerable<(string Name, string What)> Instrument(InstrumentIndicator instrument)
    {
        yield return ("bad when", Tags(instrument.BadWhen));
        yield return ("ignored when", Tags(instrument.IgnoreWhen));
        yield return ("cancelled when", Tags(instrument.CancelledWhen));
        yield return ("time-out", instrument.Timeout is { } timeout ? SloDuration.Format(timeout) : "");
        yield return ("failures counted by", instrument.BadInstrumentName is { } bad ? bad
            + (instrument.IsBadIncluded ? " (included)" : "") : "");
        yield return ("at most", Number(instrument.AtMost));
        yield return ("at least", Number(instrument.AtLeast));
    }

    private static IEnumerable<(string Name, string What)> Query(QueryIndicator query)
    {
        yield return ("good", query.Good ?? "");
        yield return ("bad", query.Bad ?? "");
        yield return ("total", query.Total ?? "");
        yield return (query.IsRawBad ? "raw failures" : "raw", query.Raw ?? "");
        yield return ("counter", query.IsCounter ? "yes" : "no");
        yield return ("threshold", query.Threshold ?? "");
        yield return ("limit", query.Limit is { } limit ? $"{query.Comparison} {Number(limit)}" : "");
        yield return ("data source", query.DataSource ?? "");
        yield return ("settings", query.Settings ?? "");
    }

    private static string Tags(IReadOnlyList<TagFilter> filters) =>
        string.Join(" or ", filters.Select(filter => $"{filter.Key}={filter.Pattern}"));

    private static string Number(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";
}
