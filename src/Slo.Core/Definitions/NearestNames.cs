namespace Slo.Definitions;

/// <summary>"Did you mean": the names closest to a mistyped one.</summary>
internal static class NearestNames
{
    internal static string Hint(string name, IEnumerable<string> known)
    {
        string[] names = [.. known];
        if (names.Length == 0)
        {
            return "none is declared";
        }

        var near = names
            .Select(candidate => (candidate, distance: Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .OrderBy(pair => pair.distance).ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Take(3).Select(pair => $"'{pair.candidate}'");
        return $"the nearest of {names.Length} declared: {string.Join(", ", near)}";
    }

    // Levenshtein, one row at a time; names have at most 63 characters, a mistyped one is cut to that.
    private static int Distance(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        left = left[..Math.Min(left.Length, 63)];
        Span<int> row = stackalloc int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[right.Length];
    }
}
