using System.Globalization;
using Slo.AsCode.Reading;
using Slo.AsCode.Yaml;

namespace Slo.AsCode.OpenSlo;

/// <summary>Status codes, their classes and ranges: 404, 5xx, 200-403.</summary>
internal static class StatusCodes
{
    internal const int First = 100;
    internal const int Last = 599;

    /// <summary>The codes of a field, which is a text or a list of texts; null if it is missing.</summary>
    internal static HashSet<int>? Read(FieldReader fields, string name)
    {
        if (fields.Value(name) is not { } node)
        {
            return null;
        }

        HashSet<int> codes = [];
        foreach (YamlNode item in node.Kind == YamlKind.Sequence ? SloReader.AtMost(fields, name, YamlLimits.SourceItems) : [node])
        {
            if (item.Kind == YamlKind.Scalar && TryParse(item.Text, out var from, out var to))
            {
                codes.UnionWith(Enumerable.Range(from, to - from + 1));
            }
            else
            {
                fields.Findings.Error(SloFindingCodes.UnsupportedSource, item,
                    $"{name} {FieldReader.Describe(item)}: must be a code (404), a class (5xx) or a range (200-403), from 100 to 599");
            }
        }

        return codes;
    }

    /// <summary>The shortest list of these codes.</summary>
    internal static IEnumerable<string> Write(IEnumerable<int> codes)
    {
        int[] sorted = [.. codes.Order()];
        for (var i = 0; i < sorted.Length;)
        {
            var end = i;
            while (end + 1 < sorted.Length && sorted[end + 1] == sorted[end] + 1)
            {
                end++;
            }

            (int from, int to) = (sorted[i], sorted[end]);
            while (from <= to && from % 100 == 0 && from + 99 <= to)
            {
                yield return FormattableString.Invariant($"{from / 100}xx");
                from += 100;
            }

            if (from <= to)
            {
                yield return from == to ? FormattableString.Invariant($"{from}") : FormattableString.Invariant($"{from}-{to}");
            }

            i = end + 1;
        }
    }

    private static bool TryParse(string text, out int from, out int to)
    {
        from = to = 0;
        if (text.Length == 3 && text[0] is >= '1' and <= '5' && text.AsSpan(1).Equals("xx", StringComparison.OrdinalIgnoreCase))
        {
            from = (text[0] - '0') * 100;
            to = from + 99;
            return true;
        }

        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return (dash < 0
            ? TryCode(text, out from) && TryCode(text, out to)
            : TryCode(text.AsSpan(0, dash).Trim(), out from) && TryCode(text.AsSpan(dash + 1).Trim(), out to)) && from <= to;
    }

    private static bool TryCode(ReadOnlySpan<char> text, out int code) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out code) && code is >= First and <= Last;
}
