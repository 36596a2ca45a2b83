using System.Text;
using System.Text.RegularExpressions;

namespace Slo.AsCode.Prometheus;

/// <summary>Names and texts for PromQL and the templates of alerts.</summary>
internal static partial class PromText
{
    /// <summary>A string literal of PromQL.</summary>
    internal static string Literal(string text) =>
        '"' + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal) + '"';

    internal static string Selector(IEnumerable<KeyValuePair<string, string>> labels) =>
        $"{{{string.Join(", ", labels.Select(label => $"{label.Key}={Literal(label.Value)}"))}}}";

    /// <summary>Labels and annotations of alerts are Go templates: a text of a person must stay a text.</summary>
    internal static string Template(string text)
    {
        StringBuilder escaped = new();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '{' && i + 1 < text.Length && text[i + 1] == '{')
            {
                escaped.Append("{{ \"{{\" }}");
                i++;
            }
            else
            {
                escaped.Append(text[i]);
            }
        }

        return escaped.ToString();
    }

    internal static bool IsLabelName(string text) => LabelName().IsMatch(text);

    /// <summary>Whether rules use the label for themselves.</summary>
    internal static bool IsReserved(string label) =>
        label.StartsWith("slo_", StringComparison.Ordinal) || label.StartsWith("sloth_", StringComparison.Ordinal)
        || label.StartsWith("__", StringComparison.Ordinal) || label is "severity" or "alertname";

    /// <summary>What becomes of a free label's key.</summary>
    internal static string ToLabelName(string key)
    {
        var name = NotOfLabel().Replace(key, "_");
        return char.IsAsciiDigit(name[0]) ? "_" + name : name;
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*\\z")]
    private static partial Regex LabelName();

    [GeneratedRegex("[^A-Za-z0-9_]")]
    private static partial Regex NotOfLabel();
}
