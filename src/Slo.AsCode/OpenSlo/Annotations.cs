using System.Globalization;
using Slo.AsCode.Reading;
using Slo.AsCode.Yaml;
using Slo.Shared;

namespace Slo.AsCode.OpenSlo;

/// <summary>The annotations of an object, with their places.</summary>
internal sealed class Annotations(FileFindings findings)
{
    private readonly Dictionary<string, YamlNode> _values = new(StringComparer.Ordinal);

    internal IEnumerable<KeyValuePair<string, YamlNode>> All => _values;

    internal void Add(string key, YamlNode value) => _values.TryAdd(key, value);

    internal string? Text(string name) => _values.TryGetValue(name, out YamlNode? node) ? node.Text : null;

    internal YamlNode? Place(string name) => _values.GetValueOrDefault(name);

    internal TimeSpan? Duration(string name)
    {
        if (!_values.TryGetValue(name, out YamlNode? node))
        {
            return null;
        }

        if (SloDuration.TryParse(node.Text, out TimeSpan length))
        {
            return length;
        }

        findings.Error(SloFindingCodes.InvalidAnnotation, node,
            $"{name} '{Shown.Text(node.Text)}': must be a duration (w, d, h, m, s, ms), for example 5m");
        return null;
    }

    /// <summary>A value of a rule, of the type of its unit.</summary>
    internal object? Value(string name, AlertRuleUnit unit) => unit switch
    {
        AlertRuleUnit.Duration => Duration(name),
        AlertRuleUnit.Count => WholeNumber(name),
        AlertRuleUnit.Word => Text(name),
        _ => Number(name),
    };

    internal decimal? Number(string name)
    {
        if (!_values.TryGetValue(name, out YamlNode? node))
        {
            return null;
        }

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (decimal.TryParse(node.Text, Style, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        findings.Error(SloFindingCodes.InvalidAnnotation, node, $"{name} '{Shown.Text(node.Text)}': must be a number, for example \"50\"");
        return null;
    }

    internal long? WholeNumber(string name)
    {
        var number = Number(name);
        if (number is null || (number == decimal.Truncate(number.Value) && number is >= long.MinValue and <= long.MaxValue))
        {
            return (long?)number;
        }

        findings.Error(SloFindingCodes.InvalidAnnotation, _values[name],
            $"{name} '{Shown.Text(_values[name].Text)}': must be a whole number");
        return null;
    }

    /// <summary>Whether the annotation is <c>true</c>; an absent one is false.</summary>
    internal bool Flag(string name)
    {
        if (!_values.TryGetValue(name, out YamlNode? node) || node.Text == "false")
        {
            return false;
        }

        if (node.Text != "true")
        {
            findings.Error(SloFindingCodes.InvalidAnnotation, node, $"{name} '{Shown.Text(node.Text)}': must be \"true\" or \"false\"");
        }

        return node.Text == "true";
    }

    /// <summary>Texts by key, written as a JSON object.</summary>
    internal IReadOnlyDictionary<string, string> Texts(string name)
    {
        if (!_values.TryGetValue(name, out YamlNode? node))
        {
            return new Dictionary<string, string>();
        }

        if (JsonTextObject.TryRead(node.Text) is { } texts)
        {
            return texts;
        }

        findings.Error(SloFindingCodes.InvalidAnnotation, node,
            $"{name}: must be a JSON object of strings, for example {{\"tier\":\"1\"}}");
        return new Dictionary<string, string>();
    }

    /// <summary>Reports that an annotation holds what it must not.</summary>
    internal void Reject(string name, string code, string problem) => findings.Error(code, _values[name], $"{name}: {problem}");

    /// <summary>Reports annotations that begin with slo.dev/ and are not known.</summary>
    internal void RefuseUnknown(IEnumerable<string> known)
    {
        foreach ((string key, YamlNode node) in _values)
        {
            if (key.StartsWith(AnnotationNames.Prefix, StringComparison.Ordinal) && !known.Contains(key))
            {
                findings.Slip(
                    SloFindingCodes.InvalidAnnotation, node, $"unknown annotation '{Shown.Text(key)}'{SloText.NearestHint(key, known)}");
            }
        }
    }
}
