using System.Globalization;
using Slo.AsCode.Reading;
using Slo.AsCode.Yaml;

namespace Slo.AsCode.OpenSlo;

/// <summary>The metric source <c>meter</c>: measurements of an instrument of this process.</summary>
internal static class MeterSources
{
    internal const string Type = "meter";

    internal static void Apply(SliSpec sli, ObjectiveSpec objective, SloObjectiveBuilder builder, FileFindings findings)
    {
        if (sli.Raw is not null)
        {
            findings.Error(SloFindingCodes.UnsupportedSource, sli.Raw.Node,
                "raw: this source counts measurements; write total with good or bad, or a thresholdMetric");
            return;
        }

        FieldReader total = FieldReader.Of((sli.Total ?? sli.Threshold)!.Spec, Type, findings)!;
        FieldReader? part = (sli.Good ?? sli.Bad) is { } source ? FieldReader.Of(source.Spec, Type, findings) : null;
        var meter = total.Required("meter");
        var instrument = total.Required("instrument");
        var partInstrument = part?.Text("instrument");
        CheckPart(part, sli.Good is not null, meter, partInstrument is null || partInstrument == instrument);
        Latency(total, part, builder);
        builder.Instrument(meter ?? "", instrument ?? "", measurements =>
        {
            ReadTags(total, "tags", measurements.Where);
            ReadTags(total, "ignoredTags", measurements.IgnoreWhen);
            ReadTags(total, "cancelledTags", measurements.CancelledWhen);
            if (Latencies.Read(total, "timeout") is { } timeout)
            {
                measurements.Timeout(timeout);
            }

            if (part is not null)
            {
                ReadPart(part, sli.Bad is not null, instrument, partInstrument, measurements);
            }

            ReadLimits(part ?? total, sli, objective, measurements, findings);
        });
        part?.RefuseOthers();
        if (part?.Node != total.Node)
        {
            total.RefuseOthers();
        }
    }

    private static void CheckPart(FieldReader? part, bool isGood, string? meter, bool isSameInstrument)
    {
        if (part?.Text("meter") is { } other && other != meter)
        {
            part.Error(SloFindingCodes.UnsupportedSource, "meter", "must be the meter of total");
        }

        if (isGood && !isSameInstrument)
        {
            part!.Findings.Error(SloFindingCodes.UnsupportedSource, part.Value("instrument")!,
                "instrument: good events must come from the instrument of total; if another instrument counts failures, write bad");
        }
    }

    private static void ReadPart(
        FieldReader part, bool isBad, string? instrument, string? partInstrument, InstrumentIndicatorBuilder measurements)
    {
        if (isBad)
        {
            ReadTags(part, "tags", measurements.BadWhen);
        }

        var isIncluded = part.Flag("included");
        if (isBad && partInstrument is not null && (partInstrument != instrument || isIncluded is not null))
        {
            measurements.BadFrom(partInstrument, isIncluded ?? false);
        }
    }

    private static void Latency(FieldReader total, FieldReader? part, SloObjectiveBuilder builder)
    {
        if ((Latencies.Read(total) ?? (part is null ? null : Latencies.Read(part))) is { } latency)
        {
            builder.FasterThan(latency);
        }
    }

    private static void ReadLimits(
        FieldReader fields, SliSpec sli, ObjectiveSpec objective, InstrumentIndicatorBuilder measurements, FileFindings findings)
    {
        if (Limit(fields, "atMost") is { } most)
        {
            measurements.AtMost(most);
        }

        if (Limit(fields, "atLeast") is { } least)
        {
            measurements.AtLeast(least);
        }

        if (sli.Threshold is not null)
        {
            ApplyThreshold(objective, measurements, findings);
        }
    }

    private static void ApplyThreshold(ObjectiveSpec objective, InstrumentIndicatorBuilder measurements, FileFindings findings)
    {
        switch (objective)
        {
            case { Operator: QueryComparison.AtMost, Value: { } limit }:
                measurements.AtMost((double)limit);
                break;
            case { Operator: QueryComparison.AtLeast, Value: { } limit }:
                measurements.AtLeast((double)limit);
                break;
            default:
                findings.Error(SloFindingCodes.UnsupportedSource, objective.Node,
                    "op: a value exactly at the limit is good; write lte or gte, with the limit as value");
                break;
        }
    }

    // A double: the writer uses the shortest text that reads as the same number.
    private static double? Limit(FieldReader fields, string name)
    {
        if (fields.Value(name) is not { } node)
        {
            return null;
        }

        if (node.Kind == YamlKind.Scalar
            && double.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var limit) && double.IsFinite(limit))
        {
            return limit;
        }

        fields.Error(SloFindingCodes.InvalidNumber, name, "is not a number");
        return null;
    }

    // A map or, if a key occurs twice, a list of maps.
    private static void ReadTags(FieldReader fields, string name, Func<string, string, InstrumentIndicatorBuilder> add)
    {
        if (fields.Value(name) is not { } node)
        {
            return;
        }

        foreach (YamlNode map in node.Kind == YamlKind.Sequence ? node.Items : [node])
        {
            if (map.Kind != YamlKind.Mapping)
            {
                fields.Findings.Error(
                    SloFindingCodes.UnsupportedSource, map, $"{name}: must be a map of tags and patterns, for example error.type: \"*\"");
                continue;
            }

            foreach (YamlPair tag in map.Pairs)
            {
                if (FieldReader.TextOf(tag.Value, tag.Key.Text, fields.Findings) is { } pattern)
                {
                    add(tag.Key.Text, pattern);
                }
            }
        }
    }
}
