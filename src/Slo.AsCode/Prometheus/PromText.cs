using System.Text;

namespace Slo.AsCode.Prometheus;

/// <summary>Names and texts for PromQL and the templates of alerts.</summary>
internal static class PromText
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
}
