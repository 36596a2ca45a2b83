using System.Globalization;

namespace Slo.Definitions;

/// <summary>Status codes as people write them: 404, 5xx, 200-403.</summary>
internal static class HttpStatusCodes
{
    internal static HashSet<int> Parse(IEnumerable<string> texts, List<SloFinding> findings)
    {
        HashSet<int> codes = [];
        foreach (var text in texts)
        {
            if (TryParse(text, out var from, out var to))
            {
                codes.UnionWith(Enumerable.Range(from, to - from + 1));
            }
            else
            {
                findings.Add(SloFinding.Error(SloFindingCodes.InvalidStatusCode,
                    $"status code '{text}': must be a code (404), a class (5xx) or a range (200-403), from 100 to 599", "status code"));
            }
        }

        return codes;
    }

    private static bool TryParse(string? text, out int from, out int to)
    {
        from = to = 0;
        if (text is null)
        {
            return false;
        }

        if (text.Length == 3 && text[0] is >= '1' and <= '5' && text[1] is 'x' or 'X' && text[2] is 'x' or 'X')
        {
            from = (text[0] - '0') * 100;
            to = from + 99;
            return true;
        }

        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var isRead = dash < 0
            ? TryCode(text, out from) && TryCode(text, out to)
            : TryCode(text.AsSpan(0, dash).Trim(), out from) && TryCode(text.AsSpan(dash + 1).Trim(), out to);
        return isRead && from <= to;
    }

    private static bool TryCode(ReadOnlySpan<char> text, out int code) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out code) && code is >= 100 and <= 599;
}
