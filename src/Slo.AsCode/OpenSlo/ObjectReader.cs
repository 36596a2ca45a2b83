using Slo.AsCode.Reading;

namespace Slo.AsCode.OpenSlo;

/// <summary>Reads an object of any kind, and says whether it is valid for itself.</summary>
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
            fields.Findings.Error(
                Codes.UnknownKind, fields.Value("kind")!, $"kind '{Shown.Text(kind)}': is none of {dialect.Version}{Nearest.Hint(kind, dialect.Kinds)}");
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
            fields.Findings.Error(Codes.UnknownKind, fields.Value("kind")!, $"kind '{Shown.Text(written)}': must be {kind} here");
        }

        // A whole object may be pasted in place.
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
            if (fields.Map("spec") is { } service)
            {
                Descriptions.Check(service);
                service.RefuseOthers();
            }

            return null;
        }

        if (fields.RequiredMap("spec") is not { } spec)
        {
            return null;
        }

        if (spec.Node.Pairs.Count == 0)
        {
            fields.Missing("spec", spec.Node, $": a {kind} without any says nothing");
            return null;
        }

        switch (kind)
        {
            case "SLO":
                return dialect.IsV1Alpha ? V1AlphaSloReader.Read(spec) : SloReader.Read(spec, dialect);
            case "SLI":
                return SliReader.Read(spec, dialect);
            case "AlertPolicy":
                return AlertReader.ReadPolicy(spec, dialect);
            case "AlertCondition":
                return AlertReader.ReadCondition(spec);
            case "AlertNotificationTarget":
                Descriptions.Check(spec);
                var target = spec.Required("target");
                spec.RefuseOthers();
                return target;
            default:
                return ReadDataSource(spec);
        }
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
