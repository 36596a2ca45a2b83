namespace Slo.AsCode.Reading;

/// <summary>"Did you mean": the known word that a mistyped one is closest to.</summary>
internal static class Nearest
{
    internal static string Hint(string word, IEnumerable<string> known)
    {
        // Enough to find a slip, and too few to stall on a file full of them.
        string[] all = [.. known.Take(100)];
        if (all.Length == 0)
        {
            return "";
        }

        (string Word, int Distance) best = all.Select(candidate => (candidate, Distance(word, candidate)))
            .OrderBy(pair => pair.Item2).ThenBy(pair => pair.candidate, StringComparer.Ordinal).First();
        return best.Distance <= Math.Max(2, word.Length / 3)
            ? $"; did you mean {best.Word}?"
            : $"; known here: {string.Join(", ", all.Order(StringComparer.Ordinal).Take(20))}";
    }

    // Levenshtein without regard to case, on what a name can be long.
    private static int Distance(string left, string right)
    {
        ReadOnlySpan<char> a = left.AsSpan(0, Math.Min(left.Length, 64));
        ReadOnlySpan<char> b = right.AsSpan(0, Math.Min(right.Length, 64));
        Span<int> row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[b.Length];
    }
}
