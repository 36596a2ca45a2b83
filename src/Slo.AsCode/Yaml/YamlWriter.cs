using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Slo.AsCode.Yaml;

/// <summary>Writes YAML in one form: two spaces, texts plain where no reader could take them for anything else.</summary>
internal sealed partial class YamlWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _isItem;

    internal void Document()
    {
        if (_text.Length > 0)
        {
            _text.Append("---\n");
        }
    }

    internal void Field(string key, string value)
    {
        if (IsBlock(value))
        {
            Entry(key, value.EndsWith('\n') ? " |" : " |-");
            foreach (var line in value.TrimEnd('\n').Split('\n'))
            {
                _text.Append(' ', line.Length == 0 ? 0 : 2 * (_depth + 1)).Append(line).Append('\n');
            }
        }
        else
        {
            Entry(key, " " + Scalar(value));
        }
    }

    /// <summary>A number, flag or duration, as it is.</summary>
    internal void Plain(string key, string value) => Entry(key, " " + value);

    internal void Plain(string key, decimal value) => Plain(key, Number(value));

    internal void Map(string key, Action body)
    {
        Entry(key, "");
        Indented(body);
    }

    /// <summary>A list: the body writes items.</summary>
    internal void List(string key, Action items) => Map(key, items);

    internal void List(string key, IEnumerable<string> items)
    {
        string[] all = [.. items.Select(Scalar)];
        Entry(key, $" [{string.Join(", ", all)}]");
    }

    internal void Item(Action body)
    {
        _isItem = true;
        _depth++;
        body();
        _depth--;
    }

    internal void Item(string value) => Line($"- {Scalar(value)}");

    public override string ToString() => _text.ToString();

    internal static string Number(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);

    internal static string Scalar(string value) => PlainText().IsMatch(value) && !Word().IsMatch(value) ? value : YamlText.Quote(value);

    /// <summary>Whether readers take the key for one only after a question mark: before a colon they look back 1,024 characters.</summary>
    internal static bool IsLong(string key) => key.Length > YamlLimits.SimpleKey;

    private static bool IsBlock(string value) =>
        value.Length < YamlLimits.ScalarLength && value.TrimEnd('\n').Contains('\n', StringComparison.Ordinal)
        && value[0] is not (' ' or '\n')
        && !value.EndsWith("\n\n", StringComparison.Ordinal)
        && YamlText.IsLines(value)
        && !value.Split('\n').Any(line => line.EndsWith(' '));

    private void Entry(string key, string value)
    {
        var name = Scalar(key);
        if (IsLong(name))
        {
            Line("? " + name);
            Line(":" + value);
        }
        else
        {
            Line($"{name}:{value}");
        }
    }

    private void Indented(Action body)
    {
        _depth++;
        body();
        _depth--;
    }

    private void Line(string line)
    {
        _text.Append(' ', 2 * (_isItem ? _depth - 1 : _depth)).Append(_isItem ? "- " : "").Append(line).Append('\n');
        _isItem = false;
    }

    [GeneratedRegex(@"^[A-Za-z/][A-Za-z0-9_./ -]*(?<! )\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainText();

    // What some reader of YAML takes for null, a flag or a number.
    [GeneratedRegex(@"^(null|true|false|yes|no|on|off|y|n|nan|inf)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Word();
}
