using System.Globalization;
using System.Text;

namespace Slo.AsCode.Yaml;

/// <summary>Texts as YAML: whatever they hold, a reader gets the same back.</summary>
internal static class YamlText
{
    /// <summary>In double quotes, as JSON has it, which YAML reads alike.</summary>
    internal static string Quote(string text)
    {
        StringBuilder quoted = new("\"", text.Length + 2);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                quoted.Append(c).Append(text[++i]);
                continue;
            }

            _ = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\t' => quoted.Append("\\t"),
                '\r' => quoted.Append("\\r"),
                _ when char.IsSurrogate(c) => quoted.Append("\\uFFFD"),
                _ when IsPlain(c) => quoted.Append(c),
                _ => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>
    /// As a key before a colon: a name, quoted where YAML would take it for a truth value, on a line of its own where it is too long.
    /// </summary>
    internal static string Key(string name, int indentation) =>
        name.Length > YamlLimits.SimpleKey ? $"? {name}\n{new string(' ', indentation)}"
        : name.ToLowerInvariant() is "y" or "n" or "yes" or "no" or "on" or "off" or "true" or "false" or "null" ? Quote(name) : name;

    /// <summary>As a literal block, indented by so many blanks: an expression is to be read.</summary>
    internal static string Block(string text, int indentation)
    {
        if (text.Length == 0 || text != text.Trim() || !IsLines(text))
        {
            return Quote(text);
        }

        var blanks = new string(' ', indentation);
        return "|-\n" + string.Join('\n', text.Split('\n').Select(line => line.Length == 0 ? "" : blanks + line));
    }

    /// <summary>Whether it can stand in a literal block: every character of its lines is printed as it is.</summary>
    internal static bool IsLines(string text) => text.All(c => c == '\n' || IsPlain(c));

    private static bool IsPlain(char c) =>
        !char.IsControl(c) && !char.IsSurrogate(c) && c is not ('\u2028' or '\u2029' or '\uFEFF' or '\uFFFE' or '\uFFFF');
}
