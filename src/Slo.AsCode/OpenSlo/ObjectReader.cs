using Slo.AsCode.Reading;

namespace Slo.AsCode.OpenSlo;

/// <summary>Reads an object of any kind, and checks whether it is valid by itself.</summary>
internal static class ObjectReader
{
    /// <summary>An object of a document; null if its kind is unknown.</summary>
    internal static OpenSloObject? Read(FieldReader fields, Dialect dialect)
    {
        fields.Has("apiVersion");
        var before = fields.Findings.Errors;
        var kind = fields.Required("kind");
        if (kind is null)
        {
            return null;
        }

        if (!dialect.Kinds.Contains(kind))
        {
            fields.Error(
                SloFindingCodes.UnknownKind, "kind", $"does not exist in {dialect.Version}{SloText.NearestHint(kind, dialect.Kinds)}");
            return null;
        }

        return Read(fields, kind, dialect, before);
    }

    internal static OpenSloObject ReadInline(FieldReader fields, string kind, Dialect dialect)
    {
        var before = fields.Findings.Errors;
        var written = fields.Required("kind");
        if (written is not null && written != kind)
        {
            fields.Error(SloFindingCodes.UnknownKind, "kind", $"must be {kind} here");
        }

        // A complete object may be written in place.
        fields.Has("apiVersion");
        return Read(fields, kind, dialect, before);
    }

    /// <summary>An indicator in place: metadata and a specification, no kind.</summary>
    internal static OpenSloObject ReadIndicator(FieldReader fields, Dialect dialect)
    {
        fields.Has("apiVersion");
        fields.Has("kind");
        return Read(fields, "SLI", dialect, fields.Findings.Errors);
    }

    private static OpenSloObject Read(FieldReader fields, string kind, Dialect dialect, int errorsBefore)
    {
        Metadata metadata = MetadataReader.Read(fields, dialect);
        object? spec = ReadSpec(fields, kind, dialect);
        fields.RefuseOthers();
        if (kind is not "SLO")
        {
            metadata.Annotations.RefuseUnknown([.. AnnotationNames.Kept, .. AnnotationNames.OfSlo]);
        }

        return new OpenSloObject(kind, metadata, spec, fields.Findings.Errors > errorsBefore);
    }

    private static object? ReadSpec(FieldReader fields, string kind, Dialect dialect)
    {
        if (kind == "Service")
        {
            return fields.Map("spec") is { } service ? ReadDescription(service) : null;
        }

        if (fields.RequiredMap("spec") is not { } spec)
        {
            return null;
        }

        if (spec.Node.Pairs.Count == 0)
        {
            fields.Missing("spec", spec.Node, $": a {kind} has at least one field");
            return null;
        }

        return kind switch
        {
            "SLO" => dialect.IsV1Alpha ? V1AlphaSloReader.Read(spec) : SloReader.Read(spec, dialect),
            "SLI" => SliReader.Read(spec, dialect),
            "AlertPolicy" => AlertReader.ReadPolicy(spec, dialect),
            "AlertCondition" => AlertReader.ReadCondition(spec),
            "AlertNotificationTarget" => ReadTarget(spec),
            _ => ReadDataSource(spec),
        };
    }

    // All that a service has.
    private static string? ReadDescription(FieldReader spec)
    {
        var description = Descriptions.Check(spec);
        spec.RefuseOthers();
        return description;
    }

    private static string? ReadTarget(FieldReader spec)
    {
        var target = spec.Required("target");
        Descriptions.Check(spec);
        spec.RefuseOthers();
        return target;
    }

    private static string? ReadDataSource(FieldReader spec)
    {
        Descriptions.Check(spec);
        var type = spec.Required("type");
        if (spec.Value("connectionDetails") is null)
        {
            spec.Missing("connectionDetails", null, ": how to reach the source, for example a url");
        }

        spec.RefuseOthers();
        return type;
    }
}
