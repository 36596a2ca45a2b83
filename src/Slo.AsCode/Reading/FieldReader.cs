using System.Globalization;
using Slo.AsCode.Yaml;

namespace Slo.AsCode.Reading;

/// <summary>The fields of one map. A field that was not read before <see cref="RefuseOthers"/> is unknown.</summary>
internal sealed class FieldReader
{
    private readonly YamlNode _map;
    private readonly List<string> _known = [];

    private FieldReader(YamlNode map, FileFindings findings)
    {
        _map = map;
        Findings = findings;
    }

    internal YamlNode Node => _map;

    internal FileFindings Findings { get; }

    /// <summary>The fields of a node, or null (and reported) if it is no map.</summary>
    internal static FieldReader? Of(YamlNode node, string what, FileFindings findings)
    {
        if (node.Kind == YamlKind.Mapping)
        {
            return new FieldReader(node, findings);
        }

        findings.Error(SloFindingCodes.WrongType, node, $"{what}: must be a map of fields, is {Describe(node)}");
        return null;
    }

    /// <summary>Whether the field is written, if only as null.</summary>
    internal bool Has(string name) => Known(name) && _map.Find(name) is not null;

    /// <summary>The field's value; null if it is missing or written as null.</summary>
    internal YamlNode? Value(string name) => Known(name) && _map.Find(name) is { IsNull: false } node ? node : null;

    /// <summary>The field under one of its names.</summary>
    internal YamlNode? Either(string name, string alias) => Value(name) ?? Value(alias);

    internal string? Text(string name) => Value(name) is { } node ? TextOf(node, name, Findings) : null;

    /// <summary>The text of a field that must have one.</summary>
    internal string? Required(string name)
    {
        YamlNode? node = Value(name);
        var text = node is null ? null : TextOf(node, name, Findings);
        if (string.IsNullOrWhiteSpace(text) && (node is null || node.Kind == YamlKind.Scalar))
        {
            Missing(name, node);
            return null;
        }

        return text;
    }

    internal void Missing(string name, YamlNode? node = null, string? hint = null) =>
        Findings.Error(SloFindingCodes.Missing, node ?? _map.Find(name) ?? _map, $"{name}: is required here{hint ?? ""}", name);

    /// <summary>Reports a problem with a field: at the field and with its value, or at the map if the field is missing.</summary>
    internal void Error(string code, string name, string problem) =>
        Findings.Error(code, Place(name), Describe(name, problem), name);

    /// <summary>Warns about a field, with its place and value.</summary>
    internal void Warn(string code, string name, string problem) =>
        Findings.Warn(code, Place(name), Describe(name, problem), name);

    internal FieldReader? Map(string name) => Value(name) is { } node ? Of(node, name, Findings) : null;

    internal FieldReader? RequiredMap(string name)
    {
        if (Value(name) is { } node)
        {
            return Of(node, name, Findings);
        }

        Missing(name);
        return null;
    }

    /// <summary>The items of a list; null if there is none, or (reported) something else.</summary>
    internal List<YamlNode>? List(string name)
    {
        if (Value(name) is not { } node)
        {
            return null;
        }

        if (node.Kind != YamlKind.Sequence)
        {
            Findings.Error(SloFindingCodes.WrongType, node, $"{name}: must be a list, is {Describe(node)}", name);
            return null;
        }

        return node.Items;
    }

    internal bool? Flag(string name)
    {
        if (Value(name) is not { } node)
        {
            return null;
        }

        switch (node is { Kind: YamlKind.Scalar, IsPlain: true } ? node.Text : "")
        {
            case "true" or "True" or "TRUE":
                return true;
            case "false" or "False" or "FALSE":
                return false;
            default:
                Findings.Error(SloFindingCodes.UnknownWord, node, $"{name} {Describe(node)}: must be true or false, without quotes", name);
                return null;
        }
    }

    internal decimal? Number(string name) => Value(name) is { } node ? NumberOf(node, name, Findings) : null;

    /// <summary>Reports every unknown field.</summary>
    internal void RefuseOthers()
    {
        foreach (YamlPair pair in _map.Pairs)
        {
            if (!_known.Contains(pair.Key.Text))
            {
                Findings.Slip(SloFindingCodes.UnknownField, pair.Key,
                    $"unknown field '{Shown.Text(pair.Key.Text)}'{SloText.NearestHint(pair.Key.Text, _known)}", pair.Key.Text);
            }
        }
    }

    internal static string? TextOf(YamlNode node, string name, FileFindings findings)
    {
        if (node.Kind == YamlKind.Scalar)
        {
            return node.Text;
        }

        findings.Error(SloFindingCodes.WrongType, node, $"{name}: must be a text, is {Describe(node)}", name);
        return null;
    }

    /// <summary>A decimal number: a point, no thousands, no hex, no infinity, whatever the culture.</summary>
    internal static decimal? NumberOf(YamlNode node, string name, FileFindings findings)
    {
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (node.Kind == YamlKind.Scalar && decimal.TryParse(node.Text, Style, CultureInfo.InvariantCulture, out var number))
        {
            if (!node.IsPlain)
            {
                findings.Slip(SloFindingCodes.InvalidNumber, node,
                    $"{name} '{Shown.Text(node.Text)}': is a text; write the number without quotes", name);
            }

            return number;
        }

        findings.Error(SloFindingCodes.InvalidNumber, node,
            $"{name} {Describe(node)}: is not a number; write digits with a decimal point, for example 0.999", name);
        return null;
    }

    internal static string Describe(YamlNode node) => node.Kind switch
    {
        YamlKind.Sequence => "a list",
        YamlKind.Mapping => "a map",
        _ when node.IsNull => "empty",
        _ => $"'{Shown.Text(node.Text)}'",
    };

    private YamlNode Place(string name) => _map.Find(name) ?? _map;

    private string Describe(string name, string problem) => _map.Find(name) is { IsNull: false } node
        ? $"{name} {Describe(node)}: {problem}"
        : $"{name}: {problem}";

    private bool Known(string name)
    {
        if (!_known.Contains(name))
        {
            _known.Add(name);
        }

        return true;
    }
}
