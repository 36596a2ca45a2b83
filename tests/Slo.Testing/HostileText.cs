using System.Globalization;
using System.Text;

namespace Slo.Testing;

/// <summary>Hostile text, and the rule for what may be shown of it.</summary>
public static class HostileText
{
    /// <summary>A name that would pass for another log line, turn the rest of its own around and fill a screen.</summary>
    public static readonly string Forged = "a\r\ncrit: Payments[0]\u2028\u2029\u0085 all money is gone\u202e\u2066\u200f\u061c\ud800\u001b[31m\t" + new string('x', 10_000);

    private static readonly string[] Parts =
    [
        "\r\n", "\n", "\r", "\t", "\0", "\u0085", "\u2028", "\u2029", "\u202a", "\u202e", "\u2066", "\u2069", "\u200e", "\u200f", "\u061c", "\u200b", "\ufeff", "\u00ad",
        "\u001b[31m", "\ud800", "\udc00", "\udb40\udc41", "👨‍👩‍👧", "💥", "é", "e\u0301", new string('\u0301', 50), "a", "Z", "0", " ", ".", "-", "'", "\"", "{", "}", "<", ">",
        "/", "//", "\\", ":", "@", "?", "#", "%", "%00", "%zz", "[", "]", "[::1]", "[fe80::1%eth0]", "localhost", "127.0.0.1", "a..b", "xn--", "ß", "中", "http:", "https://", "file://",
        "http://a:b@", "https://[", "https://a:99999999", "mailto:", "data:", "javascript:", new string('y', 3000),
    ];

    /// <summary>From nothing to some of the parts in a row.</summary>
    public static string Next(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
#pragma warning disable CA5394 // Not for secrets.
        return string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => Parts[random.Next(Parts.Length)]));
#pragma warning restore CA5394
    }

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
