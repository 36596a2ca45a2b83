using System.Text.RegularExpressions;

namespace Slo.AsCode.Prometheus;

/// <summary>Queries that the definition brings along, with the window put into their placeholder.</summary>
internal sealed partial class OutsideQueries(QueryIndicator query) : EventQueries
{
    // Within quotes there may be anything, as {2} of a pattern.
    private const string Text = """(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)""";

    private const string Braces = $$"""\{(?:[^{}"'`]|{{Text}})*\}""";

    internal override string BadRatio(TimeSpan window) => query switch
    {
        { Raw: { } raw } => query.IsRawBad ? Ratio(raw, window) : $"1 - (\n{Ratio(raw, window)}\n)",
        { Bad: { } bad, Total: { } total } => $"({Events(bad, total, window)})\n/\n(({Over(total, window)}) > 0)",
        { Bad: { } bad, Good: { } good } => $"({Events(bad, good, window)})\n/\n(({Events(bad, good, window)}) + "
            + $"({Events(good, bad, window)}) > 0)",

        // As people write it. A rate is a quotient in any case; counts are whole, and their difference is exact.
        _ when HasWindow(query.Good!) || HasWindow(query.Total!) =>
            $"1 - (\n({Over(query.Good!, window)})\n/\n(({Over(query.Total!, window)}) > 0)\n)",
        _ => $"(({Over(query.Total!, window)}) - ({Events(query.Good!, query.Total!, window)}))\n/\n(({Over(query.Total!, window)}) > 0)",
    };

    internal override string? Count(TimeSpan window)
    {
        // A rate is per second; what neither counts nor rates can be anything.
        var text = query.Total;
        return text is null ? null
            : query.IsCounter || text.Contains("increase(", StringComparison.Ordinal)
            || text.Contains("_over_time(", StringComparison.Ordinal)
                ? $"({Over(text, window)})"
                : text.Contains("rate(", StringComparison.Ordinal) && HasWindow(text)
                    ? FormattableString.Invariant($"({Over(text, window)}) * {(long)window.TotalSeconds}")
                    : null;
    }

    internal override string? Silence(TimeSpan after) => query.Total is { } total
        ? $"(({Over(total, after)}) == 0)\nor\nabsent({Over(total, after)})"
        : null;

    internal static SloFinding? Check(QueryIndicator query)
    {
        if (!query.Source.Equals("Prometheus", StringComparison.OrdinalIgnoreCase))
        {
            return SloFinding.Error(SloFindingCodes.PrometheusSourceLoss,
                $"queries of {query.Source} are no PromQL, so there are no rules for them", "queries");
        }

        if (query.Raw is null && (query.Good is null || query.Total is null)
            && (query.Bad is null || (query.Total is null && query.Good is null)))
        {
            return SloFinding.Error(
                SloFindingCodes.PrometheusSourceLoss, "the queries give no ratio: set Raw, or Total with Good or Bad", "queries");
        }

        foreach (var text in (ReadOnlySpan<string?>)[query.Good, query.Bad, query.Total, query.Raw])
        {
            if (text is not null && Problem(query, text) is { } problem)
            {
                return SloFinding.Error(SloFindingCodes.PrometheusSourceLoss, $"query '{text}': {problem}", "queries");
            }
        }

        return null;
    }

    /// <summary>Whether a query with a number in it is evaluated at every step of a window.</summary>
    internal static bool StepsOverNumbers(QueryIndicator query) => ((string?[])[query.Good, query.Bad, query.Total, query.Raw]).Any(text =>
        text is not null && !HasWindow(text) && (query.Raw is not null || !query.IsCounter)
        && Scalar().IsMatch(Quoted().Replace(text, "")));

    private static string? Problem(QueryIndicator query, string text)
    {
        var rest = Placeholder().Replace(text, "1m");
        return string.IsNullOrWhiteSpace(text) ? "is empty"
            : rest.Contains("{{", StringComparison.Ordinal) ? "holds a placeholder that is not {{.window}}"
            : query.IsCounter && rest == text && !Series().IsMatch(text.Trim())
                ? "is to be a counter, but no plain series of which a rate can be taken; write for example "
                    + "sum(rate(requests_total[{{.window}}]))"
                : null;
    }

    private string Over(string text, TimeSpan window)
    {
        var length = SloDuration.Format(window);
        var trimmed = text.Trim();
        return HasWindow(trimmed) ? Placeholder().Replace(trimmed, length)
            : query.IsCounter ? $"sum(increase({trimmed}[{length}]))" : $"sum_over_time({Numbers(trimmed)}[{length}:])";
    }

    // Without any series of the one, a counter has counted none: in a total outage nothing is good yet, and at first nothing bad.
    private string Events(string text, string others, TimeSpan window) => query.IsCounter && !HasWindow(text) && !HasWindow(others)
        ? $"{Over(text, window)} or 0 * {Over(others, window)}"
        : Over(text, window);

    private static string Ratio(string text, TimeSpan window) => HasWindow(text)
        ? $"({Placeholder().Replace(text.Trim(), SloDuration.Format(window))}) >= 0"
        : $"avg_over_time({Numbers(text.Trim())}[{SloDuration.Format(window)}:])";

    // Before they are taken together: one NaN would stay for as long as the window. Without a number, of which promtool would hold one a
    // step.
    private static string Numbers(string text) => $"(({text}) == ({text}))";

    private static bool HasWindow(string text) => Placeholder().IsMatch(text);

    [GeneratedRegex(@"\{\{-?\s*\.?[Ww]indow\s*-?\}\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex($@"^[A-Za-z_:][A-Za-z0-9_:]*\s*(?:{Braces})?\z|^{Braces}\z")]
    private static partial Regex Series();

    [GeneratedRegex(Text + @"|\[[^\]]*\]")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?<![\w.:])(?:[0-9.]+(?:[eE][+-]?[0-9]+)?(?![\w.:])|(?:time|scalar|vector|pi)\s*\()")]
    private static partial Regex Scalar();
}
