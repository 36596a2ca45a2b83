using Slo.AsCode.Reading;
using Slo.AsCode.Yaml;

namespace Slo.AsCode.OpenSlo;

/// <summary>Reads objects that are written in place or referred to: policies, conditions, targets.</summary>
internal static class LinkReader
{
    internal static List<Link> ReadAll(FieldReader parent, string list, string reference, string kind, Dialect dialect)
    {
        List<Link> links = [];
        foreach (YamlNode item in parent.List(list) ?? [])
        {
            if (FieldReader.Of(item, list, parent.Findings) is { } fields && Read(fields, reference, kind, dialect) is { } link)
            {
                links.Add(link);
            }
        }

        return links;
    }

    private static Link? Read(FieldReader fields, string reference, string kind, Dialect dialect)
    {
        if (!fields.Has(reference))
        {
            return new Link(null, ObjectReader.ReadInline(fields, kind, dialect), fields.Node);
        }

        if (fields.Value("spec") is not null || fields.Value("metadata") is not null)
        {
            fields.Findings.Error(SloFindingCodes.Exclusive, fields.Node,
                $"{reference} and spec: are both given; either refer to a {kind} or define it here");
            return null;
        }

        var name = fields.Required(reference);
        if (name is not null)
        {
            MetadataReader.CheckName(reference, name, fields.Value(reference)!, fields.Findings);
        }

        fields.RefuseOthers();
        return name is null ? null : new Link(name, null, fields.Value(reference)!);
    }
}
