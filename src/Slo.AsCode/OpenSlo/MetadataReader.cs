using System.Text.RegularExpressions;
using Slo.AsCode.Reading;
using Slo.AsCode.Yaml;

namespace Slo.AsCode.OpenSlo;

/// <summary>Reads metadata: names are RFC 1123 labels, keys have a fixed form, a label has one value or a list of values.</summary>
internal static partial class MetadataReader
{
    internal const int LongestDisplayName = 63;

    internal static Metadata Read(FieldReader parent, Dialect dialect)
    {
        Annotations annotations = new(parent.Findings);
        Dictionary<string, string> labels = new(StringComparer.Ordinal);
        if (parent.RequiredMap("metadata") is not { } fields)
        {
            return new Metadata("", null, labels, annotations, parent.Node, parent.Findings);
        }

        YamlNode? nameNode = fields.Value("name");
        var name = ReadName(fields, dialect);
        var displayName = dialect.IsKubernetes ? null : ReadDisplayName(fields);
        ReadLabels(fields, dialect, labels);
        ReadAnnotations(fields, annotations);
        fields.RefuseOthers();
        return new Metadata(name, displayName, labels, annotations, nameNode ?? fields.Node, parent.Findings);
    }

    internal static bool IsName(string text) => text.Length <= 63 && DnsLabel().IsMatch(text);

    internal static bool IsLabelKey(string text) => LabelKey().IsMatch(text);

    internal static bool IsAnnotationKey(string text)
    {
        var slash = text.LastIndexOf('/');
        return slash <= 253 && text.Length - slash - 1 <= 63 && AnnotationKey().IsMatch(text);
    }

    internal static void CheckName(string field, string name, YamlNode node, FileFindings findings)
    {
        if (!IsName(name))
        {
            findings.Error(SloFindingCodes.InvalidName, node,
                $"{field} '{Shown.Text(name)}': must be 1 to 63 lower-case letters, digits and '-', beginning and ending with a letter or "
                + "digit, for example checkout-availability (displayName takes any text)");
        }
    }

    private static string ReadName(FieldReader fields, Dialect dialect)
    {
        var name = fields.Required("name") ?? "";
        if (name.Length > 0 && !dialect.IsKubernetes)
        {
            CheckName("name", name, fields.Value("name")!, fields.Findings);
        }
        else if (name.Length > 0 && !IsName(name))
        {
            // The examples of the draft have such names.
            fields.Warn(SloFindingCodes.InvalidName, "name", "is not a lower-case RFC 1123 label, which v1 requires");
        }

        return name;
    }

    private static string? ReadDisplayName(FieldReader fields)
    {
        var displayName = Texts.OneLine(fields.Text("displayName"));
        if (displayName is not null && Texts.Length(displayName) is > LongestDisplayName and var length)
        {
            fields.Findings.Error(SloFindingCodes.TooLong, fields.Value("displayName")!, FormattableString.Invariant(
                $"displayName '{Shown.Text(displayName)}': has {length} characters, at most {LongestDisplayName} are allowed"));
        }

        return displayName;
    }

    private static void ReadLabels(FieldReader fields, Dialect dialect, Dictionary<string, string> labels)
    {
        if (fields.Map("labels") is not { } map)
        {
            return;
        }

        foreach (YamlPair pair in map.Node.Pairs)
        {
            var key = pair.Key.Text;
            if (dialect.IsKubernetes ? !IsAnnotationKey(key) : !IsLabelKey(key))
            {
                fields.Findings.Error(SloFindingCodes.InvalidKey, pair.Key,
                    $"label '{Shown.Text(key)}': a key must be 1 to 63 letters, digits, '-', '_' and '.', beginning and ending with a "
                    + "letter or digit");
            }

            if (pair.Value.Kind == YamlKind.Sequence && !dialect.IsKubernetes)
            {
                labels[key] = string.Join(
                    ',', pair.Value.Items.Select(item => Texts.OneLine(FieldReader.TextOf(item, key, fields.Findings)) ?? ""));
            }
            else if (FieldReader.TextOf(pair.Value, key, fields.Findings) is { } value)
            {
                labels[key] = Texts.OneLine(pair.Value.IsNull ? "" : value)!;
            }
        }
    }

    private static void ReadAnnotations(FieldReader fields, Annotations annotations)
    {
        if (fields.Map("annotations") is not { } map)
        {
            return;
        }

        foreach (YamlPair pair in map.Node.Pairs)
        {
            if (!IsAnnotationKey(pair.Key.Text))
            {
                fields.Findings.Error(SloFindingCodes.InvalidKey, pair.Key,
                    $"annotation '{Shown.Text(pair.Key.Text)}': a key must be a name of at most 63 letters, digits, '-', '_' and '.', "
                    + "optionally after a domain, for example my-domain.org/my-key");
            }

            if (FieldReader.TextOf(pair.Value, pair.Key.Text, fields.Findings) is not null)
            {
                annotations.Add(pair.Key.Text, pair.Value);
            }
        }
    }

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?\\z", RegexOptions.CultureInvariant)]
    private static partial Regex DnsLabel();

    [GeneratedRegex("^[a-zA-Z0-9]([-._a-zA-Z0-9]{0,61}[a-zA-Z0-9])?\\z", RegexOptions.CultureInvariant)]
    private static partial Regex LabelKey();

    [GeneratedRegex(
        "^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*/)?[a-zA-Z0-9]([-._a-zA-Z0-9]{0,61}[a-zA-Z0-9])?\\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex AnnotationKey();
}
