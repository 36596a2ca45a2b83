using System.Globalization;
using System.Text;

namespace Slo.Testing;

/// <summary>Hostile text, and the rule for what may be shown of it.</summary>
public static class HostileText
{
    /// <summary>A name that would pass for another log line, turn the rest of its own around and fill a screen.</summary>
    public static readonly string Forged = "a\r\ncrit: Payments[0]\u2028\u2029\u0085 all money is gone\u202e\u2066\u200f\u061c\ud800\u001b[31m\t" + new string('x', 10_000);

    /// <summary>What is wrong with a text that stands in a log, a notification or on a console; null if nothing is.</summary>
    public static string? Fault(string text, int maximumLength)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > maximumLength)
        {
            return FormattableString.Invariant($"{text.Length} characters, and {maximumLength} are the most");
        }

        for (var i = 0; i < text.Length; i += char.IsSurrogatePair(text, i) ? 2 : 1)
        {
            if (CharUnicodeInfo.GetUnicodeCategory(text, i) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate)
            {
                return FormattableString.Invariant($"U+{(int)text[i]:X4} at {i} of '{Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text))}'");
            }
        }

        return null;
    }
}
