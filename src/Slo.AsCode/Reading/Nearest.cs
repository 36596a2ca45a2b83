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

        (string Word, int Distance) best = all.Select(candidate => (candidate, SloText.EditDistance(word, candidate)))
            .OrderBy(pair => pair.Item2).ThenBy(pair => pair.candidate, StringComparer.Ordinal).First();
        return best.Distance <= Math.Max(2, word.Length / 3)
            ? $"; did you mean {best.Word}?"
            : $"; known here: {string.Join(", ", all.Order(StringComparer.Ordinal).Take(20))}";
    }
}
