using System.Text;

namespace Slo.Dashboard;

/// <summary>One line without the spaces that separate nothing. Texts and regular expressions stay as they are.</summary>
internal static class CompactLine
{
    internal static string OfScript(string line)
    {
        StringBuilder text = new(line.Length);
        for (var i = 0; i < line.Length;)
        {
            if (string.CompareOrdinal(line, i, "/*", 0, 2) == 0)
            {
                i = line.IndexOf("*/", i, StringComparison.Ordinal) + 2;
                continue;
            }

            var end = ScriptLiteral.EndAt(line, i, text);
            if (end > i || line[i] != ' ' || IsNeeded(Last(text), line[i + 1]))
            {
                end = Math.Max(end, i + 1);
                text.Append(line, i, end - i);
            }

            i = Math.Max(end, i + 1);
        }

        return text.ToString();
    }

    internal static string OfStyle(string line)
    {
        StringBuilder text = new(line.Length);
        var isText = false;
        for (var i = 0; i < line.Length; i++)
        {
            isText ^= line[i] == '"';
            if (isText || line[i] != ' ' || !(IsOneOf("{};,:>", Last(text)) || IsOneOf("{}>!", line[i + 1])))
            {
                text.Append(line[i]);
            }
        }

        return text.Replace(";}", "}").ToString();
    }

    private static char Last(StringBuilder text) => text.Length == 0 ? '\n' : text[^1];

    private static bool IsOneOf(string set, char letter) => set.Contains(letter, StringComparison.Ordinal);

    // Between two words, and between signs that would become another one: a + +b.
    private static bool IsNeeded(char before, char after) =>
        (IsWord(before) && IsWord(after)) || (before == after && before is '+' or '-' or '/');

    private static bool IsWord(char letter) => char.IsLetterOrDigit(letter) || letter is '_' or '$' or '#';
}
