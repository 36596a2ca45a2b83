using Slo.AsCode.Reading;
using Slo.AsCode.Yaml;

namespace Slo.AsCode.OpenSlo;

/// <summary>Reads the specification of an indicator.</summary>
internal static class SliReader
{
    internal static SliSpec Read(FieldReader fields, Dialect dialect)
    {
        Descriptions.Check(fields);
        var hasThreshold = fields.Value("thresholdMetric") is not null;
        var hasRatio = fields.Value("ratioMetric") is not null;
        SliSpec sli = new(fields.Node);
        if (hasThreshold == hasRatio)
        {
            fields.Findings.Error(SloFindingCodes.Exclusive, fields.Node, hasThreshold
                ? "thresholdMetric and ratioMetric: are both given; keep one"
                : "thresholdMetric or ratioMetric: one of them is required");
        }

        if (fields.Map("thresholdMetric") is { } threshold)
        {
            sli = sli with { Threshold = ReadMetric(threshold, dialect) };
        }

        if (fields.Map("ratioMetric") is { } ratio)
        {
            sli = ReadRatio(ratio, sli with { IsRatio = true }, dialect);
        }

        fields.RefuseOthers();
        return sli;
    }

    private static SliSpec ReadRatio(FieldReader fields, SliSpec sli, Dialect dialect)
    {
        CheckParts(fields);
        var rawType = ReadRawType(fields);
        sli = sli with
        {
            IsCounter = fields.Flag("counter") ?? false,
            Good = Metric(fields, "good", dialect),
            Bad = Metric(fields, "bad", dialect),
            Total = Metric(fields, "total", dialect),
            Raw = Metric(fields, "raw", dialect),
            IsRawBad = rawType == "failure",
        };
        fields.RefuseOthers();
        return sli;
    }

    private static void CheckParts(FieldReader fields)
    {
        var hasRaw = fields.Value("raw") is not null;
        var hasTotal = fields.Value("total") is not null;
        var hasGood = fields.Value("good") is not null;
        var hasBad = fields.Value("bad") is not null;
        if (hasRaw == hasTotal)
        {
            fields.Findings.Error(SloFindingCodes.Exclusive, fields.Node, hasRaw
                ? "ratioMetric: raw and total are both given; write either raw, or total with good or bad"
                : "ratioMetric: requires total with good or bad, or raw");
        }
        else if ((hasGood && hasBad) || (hasRaw && (hasGood || hasBad)) || (hasTotal && !hasGood && !hasBad))
        {
            fields.Findings.Error(SloFindingCodes.Exclusive, fields.Node, hasTotal
                ? $"ratioMetric: total requires good or bad, {(hasGood ? "not both" : "and neither is given")}"
                : "ratioMetric: raw cannot be combined with good and bad");
        }
    }

    private static string? ReadRawType(FieldReader fields)
    {
        var rawType = fields.Text("rawType");
        if (fields.Value("raw") is not null && rawType is null)
        {
            fields.Missing("rawType", null, " with raw: success or failure");
        }
        else if (fields.Value("raw") is not null && rawType is not ("success" or "failure"))
        {
            fields.Error(SloFindingCodes.UnknownWord, "rawType", "must be success or failure");
        }

        return rawType;
    }

    private static MetricSource? Metric(FieldReader fields, string name, Dialect dialect) =>
        fields.Map(name) is { } metric ? ReadMetric(metric, dialect) : null;

    private static MetricSource? ReadMetric(FieldReader fields, Dialect dialect)
    {
        MetricSource? source;
        if (dialect.IsKubernetes)
        {
            source = ReadDirectSource(fields);
        }
        else
        {
            source = fields.RequiredMap("metricSource") is { } wrapped ? ReadSource(wrapped) : null;
        }

        fields.RefuseOthers();
        return source;
    }

    private static MetricSource? ReadSource(FieldReader fields)
    {
        var reference = Reference(fields, "metricSourceRef");
        MetricSource? source = Source(fields, fields.Text("type"), reference);
        fields.RefuseOthers();
        return source;
    }

    // v2alpha has no wrapper around the data source.
    private static MetricSource? ReadDirectSource(FieldReader fields)
    {
        var reference = Reference(fields, "dataSourceRef");
        string? type = null;
        if (fields.Map("dataSourceSpec") is { } inline)
        {
            type = inline.Required("type");
            inline.Has("connectionDetails");
            inline.Has("description");
            inline.RefuseOthers();
            if (reference is not null)
            {
                fields.Findings.Error(SloFindingCodes.Exclusive, fields.Node, "dataSourceRef and dataSourceSpec: are both given; keep one");
            }
        }

        return Source(fields, type, reference);
    }

    private static string? Reference(FieldReader fields, string name)
    {
        var reference = fields.Text(name);
        if (string.IsNullOrEmpty(reference))
        {
            return null;
        }

        MetadataReader.CheckName(name, reference, fields.Value(name)!, fields.Findings);
        return reference;
    }

    private static MetricSource? Source(FieldReader fields, string? type, string? reference)
    {
        if (fields.Value("spec") is not { } spec)
        {
            fields.Missing("spec", null, ": what is to be measured, for example a query");
            return null;
        }

        if (spec.Kind != YamlKind.Mapping || spec.Pairs.Count == 0)
        {
            fields.Findings.Error(SloFindingCodes.WrongType, spec, "spec: must be a map with at least one field, for example a query");
            return null;
        }

        return new MetricSource(string.IsNullOrWhiteSpace(type) ? null : type, reference, spec, fields.Node);
    }
}
