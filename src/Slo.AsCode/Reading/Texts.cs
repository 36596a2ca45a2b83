using System.Text;

namespace Slo.AsCode.Reading;

/// <summary>Texts for people, as the engine takes them: on one line.</summary>
internal static class Texts
{
    /// <summary>Characters as people and other languages count them, and not UTF-16 units.</summary>
    internal static int Length(string text) => text.EnumerateRunes().Count();

    /// <summary>Line breaks and tabs, with the space around them, become one space; null stays null.</summary>
    internal static string? OneLine(string? text)
    {
        if (text is null || !text.Any(char.IsControl))
        {
            return text;
        }

        StringBuilder line = new(text.Length);
        foreach (var c in text.Trim())
        {
            if (!char.IsControl(c))
            {
                line.Append(c);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString();
    }
}
