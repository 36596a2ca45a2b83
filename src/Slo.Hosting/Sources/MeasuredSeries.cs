using System.Globalization;
using System.Text;

namespace Slo.Hosting.Sources;

/// <summary>Identifies a series of an instrument: its set of tags, in any order, compared as text in the invariant culture.</summary>
internal static class MeasuredSeries
{
    /// <summary>An instrument's series are kept up to this many.</summary>
    internal const int Maximum = 2000;

    private static readonly Comparison<KeyValuePair<string, object?>> ByKey =
        static (one, other) => string.CompareOrdinal(one.Key, other.Key);

    /// <summary>Equal for equal sets of tags, and for no others. Throws what the app's own values throw.</summary>
    internal static string KeyOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.Length == 0)
        {
            return "";
        }

        if (!IsSorted(tags))
        {
            KeyValuePair<string, object?>[] sorted = tags.ToArray();
            Array.Sort(sorted, ByKey);
            tags = sorted;
        }

        // Each text with its length: no value can look like two.
        StringBuilder key = new();
        foreach (KeyValuePair<string, object?> tag in tags)
        {
            Append(key, tag.Key);
            Append(key, tag.Value is { } value ? TextOf(value) : null);
        }

        return key.ToString();
    }

    /// <summary>The tags to keep for a series: texts in place of the app's own objects, which are neither held nor asked again.</summary>
    internal static KeyValuePair<string, object?>[] Copy(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        KeyValuePair<string, object?>[] copy = tags.ToArray();
        foreach (ref KeyValuePair<string, object?> tag in copy.AsSpan())
        {
            if (tag.Value is not (null or string or int or long or bool))
            {
                tag = new(tag.Key, TextOf(tag.Value));
            }
        }

        return copy;
    }

    internal static string TextOf(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static bool IsSorted(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        for (var i = 1; i < tags.Length; i++)
        {
            if (ByKey(tags[i - 1], tags[i]) > 0)
            {
                return false;
            }
        }

        return true;
    }

    private static void Append(StringBuilder key, string? text)
    {
        if (text is null)
        {
            key.Append('-');
            return;
        }

        key.Append(text.Length).Append(':').Append(text);
    }
}
