using System.Globalization;
using System.Text.RegularExpressions;
using Slo.Shared.History;

namespace Slo.Hosting.Sources.Prometheus;

/// <summary>What a query of PromQL gives: counters that are read as they are, or the events of a step.</summary>
internal static partial class PromQuery
{
    private const string Text = """(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)""";

    private const string Braces = $$"""\{(?:[^{}"'`]|{{Text}})*\}""";

    private const string Selector = $$"""(?:[A-Za-z_:][A-Za-z0-9_:]*\s*(?:{{Braces}})?|{{Braces}})""";

    private const string By = """(?:(?:by|without)\s*\([^()]*\)\s*)?""";

    /// <summary>The counters behind the queries, which give the exact number of events; null: there are none, or the queries do more than
    /// to add up their rate or increase.</summary>
    internal static CounterQueries? Counters(QueryIndicator queries) =>
        queries.Total is { } total && (queries.Good ?? queries.Bad) is { } part
        && Counter(total, queries.IsCounter) is { } all && Counter(part, queries.IsCounter) is { } some
            ? new(all, some, IsPartBad: queries.Good is null)
            : null;

    /// <summary>The query with the width of a step in place of its window.</summary>
    internal static string Over(string query, bool isCounter, long step)
    {
        var window = string.Create(CultureInfo.InvariantCulture, $"{step}s");
        return isCounter && Plain().IsMatch(query) ? $"sum(increase({query.Trim()}[{window}]))" : Window().Replace(query, window);
    }

    /// <summary>By what a value is multiplied to be a number of events.</summary>
    internal static long Scale(string query, long step)
    {
        var code = Quoted().Replace(query, "");
        return Counts().IsMatch(code) || !PerSecond().IsMatch(code) ? 1 : step;
    }

    private static string? Counter(string query, bool isCounter) => Sum().Match(query) is { Success: true } sum
        ? sum.Groups["selector"].Value
        : isCounter && Plain().IsMatch(query) ? query.Trim() : null;

    [GeneratedRegex($@"^\s*{Selector}\s*\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();

    // What is added up over all series has the same total, however it is grouped on the way.
    [GeneratedRegex(
        $@"^\s*(?:sum\s*{By}\(\s*)?(?:rate|increase)\s*\(\s*(?<selector>{Selector})\s*\[[^\]:]*\]\s*\)\s*(?:\)\s*{By})?\z",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sum();

    [GeneratedRegex(@"\{\{-?\s*\.?[Ww]indow\s*-?\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Window();

    [GeneratedRegex(Text, RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\bincrease\s*\(|_over_time\s*\(", RegexOptions.CultureInvariant)]
    private static partial Regex Counts();

    [GeneratedRegex(@"\bi?rate\s*\(", RegexOptions.CultureInvariant)]
    private static partial Regex PerSecond();
}
