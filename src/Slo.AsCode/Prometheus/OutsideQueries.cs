using System.Text.RegularExpressions;

namespace Slo.AsCode.Prometheus;

/// <summary>Queries that the definition brings along, with the window put into their placeholder.</summary>
internal sealed partial class OutsideQueries(QueryIndicator query) : EventQueries
{
    internal override string BadRatio(TimeSpan window) => query switch
    {
        { Raw: { } raw } => query.IsRawBad ? $"({Over(raw, window, isRatio: true)}) >= 0" : $"1 - (\n({Over(raw, window, isRatio: true)}) >= 0\n)",
        { Bad: { } bad, Total: { } total } => $"({Over(bad, window)})\n/\n(({Over(total, window)}) > 0)",
        { Bad: { } bad } => $"({Over(bad, window)})\n/\n(({Over(bad, window)}) + ({Over(query.Good!, window)}) > 0)",
        _ => $"1 - (\n({Over(query.Good!, window)})\n/\n(({Over(query.Total!, window)}) > 0)\n)",
    };

    internal override string? Count(TimeSpan window)
    {
        // A rate is per second; what neither counts nor rates can be anything.
        var text = query.Total;
        return text is null ? null
            : query.IsCounter || text.Contains("increase(", StringComparison.Ordinal) || text.Contains("_over_time(", StringComparison.Ordinal)
                ? $"({Over(text, window)})"
                : text.Contains("rate(", StringComparison.Ordinal) && Placeholder().IsMatch(text)
                    ? FormattableString.Invariant($"({Over(text, window)}) * {(long)window.TotalSeconds}")
                    : null;
    }

    internal override string? Silence(TimeSpan after) => query.Total is { } total
        ? $"(({Over(total, after)}) == 0)\nor\nabsent({Over(total, after)})"
        : null;

    internal static string? Fault(QueryIndicator query)
    {
        if (!query.Source.Equals("Prometheus", StringComparison.OrdinalIgnoreCase))
        {
            return $"queries of {query.Source} are no PromQL, so there are no rules for them";
        }

        if (query.Raw is null && (query.Good is null || query.Total is null) && (query.Bad is null || (query.Total is null && query.Good is null)))
        {
            return "the queries say no ratio: give Raw, or Total with Good or Bad";
        }

        foreach (var text in (ReadOnlySpan<string?>)[query.Good, query.Bad, query.Total, query.Raw])
        {
            if (text is not null && Fault(query, text) is { } fault)
            {
                return $"query '{text}': {fault}";
            }
        }

        return null;
    }

    private static string? Fault(QueryIndicator query, string text)
    {
        var rest = Placeholder().Replace(text, "1m");
        return string.IsNullOrWhiteSpace(text) ? "is empty"
            : rest.Contains("{{", StringComparison.Ordinal) ? "holds a placeholder that is not {{.window}}"
            : query.IsCounter && rest == text && !Series().IsMatch(text.Trim())
                ? "is to be a counter, but no plain series of which a rate can be taken; write for example sum(rate(requests_total[{{.window}}]))"
                : null;
    }

    private string Over(string text, TimeSpan window, bool isRatio = false)
    {
        var length = SloDuration.Format(window);
        var trimmed = text.Trim();
        return Placeholder().IsMatch(trimmed) ? Placeholder().Replace(trimmed, length)
            : query.IsCounter && !isRatio ? $"sum(increase({trimmed}[{length}]))"
            : isRatio ? $"avg_over_time(({trimmed})[{length}:])" : $"sum_over_time(({trimmed})[{length}:])";
    }

    [GeneratedRegex(@"\{\{-?\s*\.?[Ww]indow\s*-?\}\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^[A-Za-z_:][A-Za-z0-9_:]*\s*(\{[^{}]*\})?\z|^\{[^{}]*\}\z")]
    private static partial Regex Series();
}
