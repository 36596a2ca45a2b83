using System.Globalization;
using System.Text;

namespace Slo;

/// <summary>
/// Makes external text safe to show in a log, a notification or on a console: one line of limited length that cannot
/// inject another line and does not change the direction of the following text.
/// </summary>
/// <remarks>
/// Names, labels and annotations from Alertmanager are external text: an <c>ISloAlertHandler</c> that logs them should do so through
/// here.
/// </remarks>
public static class SloText
{
    private const char Replacement = '\uFFFD';
    private const char Ellipsis = '…';

    /// <summary>Compliance as a percentage, with a digit more than the target has, at least two, and rounded down: what misses a target
    /// does not read as if it met it. <c>99.93 %</c>.</summary>
    /// <param name="ratio">Compliance, in [0, 1].</param>
    /// <param name="targetRatio">The target, in [0, 1].</param>
    public static string Compliance(double ratio, decimal targetRatio)
    {
        var target = (targetRatio * 100).ToString("0.##########", CultureInfo.InvariantCulture);
        var decimals = target.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? target.Length - point - 1 : 0;
        var digits = Math.Clamp(decimals + 1, 2, 10);
        var scale = Math.Pow(10, digits);
        return (Math.Floor((ratio * 100 * scale) + 1e-6) / scale).ToString(Fixed(digits), CultureInfo.InvariantCulture) + " %";
    }

    /// <summary>What is left of an error budget as a whole percentage, rounded down: what is overspent does not read as 0.
    /// <c>31 %</c>.</summary>
    /// <param name="ratio">The share that is left, in (-inf, 1].</param>
    public static string BudgetLeft(double ratio) =>
        Math.Floor((ratio * 100) + 1e-9).ToString("#,0", CultureInfo.InvariantCulture) + " %";

    /// <summary>A severity as it is written in labels, metrics, JSON and texts: <c>page</c> or <c>ticket</c>.</summary>
    /// <param name="severity">The severity.</param>
    public static string Word(this AlertSeverity severity) => severity == AlertSeverity.Page ? "page" : "ticket";

    /// <summary>A severity as it is written in texts and JSON: <c>error</c> or <c>warning</c>.</summary>
    /// <param name="severity">The severity.</param>
    public static string Word(this SloFindingSeverity severity) => severity == SloFindingSeverity.Error ? "error" : "warning";

    /// <summary>How many letters have to be changed, added or removed to turn one name into another, without regard to case.</summary>
    /// <param name="left">A name; its first 64 characters count.</param>
    /// <param name="right">Another one; its first 64 characters count.</param>
    public static int EditDistance(string left, string right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var (one, other) = (Head(left), Head(right));
        Span<int> row = stackalloc int[other.Length + 1];
        for (var j = 0; j <= other.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[other.Length];

        static string Head(string name) => name[..Math.Min(name.Length, 64)].ToUpperInvariant();
    }

    /// <summary>The end of a message about an unknown word: <c>; did you mean TargetPercent?</c> if one is near, else the known ones.
    /// </summary>
    /// <param name="word">The unknown word.</param>
    /// <param name="known">The known words, of which the first hundred count.</param>
    public static string NearestHint(string word, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(known);

        // Enough to find a slip, and too few to stall on a file full of them.
        string[] all = [.. known.Take(100)];
        if (all.Length == 0)
        {
            return "";
        }

        (string Word, int Distance) best = all.Select(candidate => (candidate, Distance(candidate)))
            .OrderBy(pair => pair.Item2).ThenBy(pair => pair.candidate, StringComparer.Ordinal).First();
        return best.Distance <= Math.Max(2, word.Length / 3)
            ? $"; did you mean {best.Word}?"
            : $"; known here: {string.Join(", ", all.Order(StringComparer.Ordinal).Take(50))}";

        // The last part of a qualified name is what people remember: route of http.route.
        int Distance(string candidate) => Math.Min(
            EditDistance(word, candidate), 1 + EditDistance(word, candidate[(candidate.LastIndexOfAny(['.', '/']) + 1)..]));
    }

    /// <summary>
    /// The text with U+FFFD for each control character, line or paragraph separator, format character (those that change the direction of
    /// text among them) and half of a surrogate pair. Printable ASCII stays as it is; cleaning twice changes nothing more.
    /// </summary>
    /// <param name="text">The external text; null becomes empty.</param>
    /// <param name="maximumLength">The maximum number of UTF-16 units to keep, from 1. A longer text ends in <c>…</c>, and no character is
    /// cut in half.</param>
    public static string OneLine(string? text, int maximumLength = 200)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumLength, 1);
        if (string.IsNullOrEmpty(text) || (text.Length <= maximumLength && !text.AsSpan().ContainsAnyExceptInRange(' ', '~')))
        {
            return text ?? "";
        }

        // One rune beyond the length shows that there is more: the rest need not be read.
        StringBuilder line = new(Math.Min(text.Length - 2, maximumLength) + 2);
        Span<char> units = stackalloc char[2];
        foreach (Rune rune in text.EnumerateRunes())
        {
            line.Append(IsShown(rune) ? units[..rune.EncodeToUtf16(units)] : [Replacement]);
            if (line.Length > maximumLength)
            {
                return Cut(line.ToString(), maximumLength - 1) + Ellipsis;
            }
        }

        return line.ToString();
    }

    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    // Between characters as people see them, unless the first of them is already too long.
    private static string Cut(string line, int length)
    {
        var end = 0;
        for (var next = 0; next <= length; next += StringInfo.GetNextTextElementLength(line, next))
        {
            end = next;
        }

        return end > 0 || length == 0 ? line[..end] : line[..(char.IsLowSurrogate(line[length]) ? length - 1 : length)];
    }

    private static string Fixed(int digits) => "F" + digits.ToString(CultureInfo.InvariantCulture);
}
