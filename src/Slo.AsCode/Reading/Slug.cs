using System.Text;

namespace Slo.AsCode.Reading;

/// <summary>Names that every format takes, RFC 1123 labels, out of any text.</summary>
internal static class Slug
{
    private const int Longest = 63;

    /// <summary>Lower-case letters and digits, with a '-' for whatever stands between; the fallback where nothing is left.</summary>
    internal static string Of(string text, string fallback)
    {
        StringBuilder slug = new(Math.Min(text.Length, Longest));
        foreach (var c in text)
        {
            if (slug.Length == Longest)
            {
                break;
            }

            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(char.ToLowerInvariant(c));
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString().TrimEnd('-') is { Length: > 0 } made ? made : fallback;
    }

    /// <summary>Both with a '-' between, the first one cut where they are too long together.</summary>
    internal static string Join(string first, string second) =>
        first.Length + 1 + second.Length <= Longest ? $"{first}-{second}"
        : second.Length >= Longest - 1 ? second[..Longest].TrimEnd('-')
        : $"{first[..(Longest - 1 - second.Length)].TrimEnd('-')}-{second}";
}
