using Slo.AsCode.Reading;
using Slo.AsCode.Yaml;

namespace Slo.AsCode.OpenSlo;

/// <summary>Reads one objective of an SLO.</summary>
internal static class ObjectiveReader
{
    internal static ObjectiveSpec Read(FieldReader fields, BudgetingMethodKind? method, Dialect dialect)
    {
        YamlNode? operatorNode = fields.Value("op");
        var word = AlertReader.ReadOperator(fields, "op");
        var value = fields.Number("value");
        ObjectiveSpec objective = new(fields.Node)
        {
            DisplayName = Texts.OneLine(fields.Text("displayName")),
            Operator = Comparison(word),
            OperatorNode = operatorNode ?? fields.Value("value"),
            Value = value,
            TargetRatio = ReadTarget(fields),
            SliceTarget = ReadSliceTarget(fields, method),
            SliceWindow = ReadSliceWindow(fields, method),
            Indicator = SloReader.Indicator(fields, dialect),
            Weight = ReadWeight(fields),
        };
        fields.RefuseOthers();
        return objective;
    }

    /// <summary>A threshold wants an operator and a value, a ratio has neither.</summary>
    internal static void CheckOperator(ObjectiveSpec objective, SliSpec sli, FileFindings findings)
    {
        if (sli.IsRatio && objective.OperatorNode is { } node && !node.IsNull && node.Text.Length > 0)
        {
            findings.Error(Codes.Forbidden, node, "op and value: are of thresholds; the indicator is a ratio, which has none, so take them out");
        }
        else if (sli.Threshold is not null)
        {
            if (objective.Operator is null && (objective.OperatorNode is null || objective.Node.Find("op") is null or { Text.Length: 0 }))
            {
                findings.Error(Codes.Missing, objective.Node, "op: is required with a thresholdMetric: lt, lte, gt or gte, as a good value stands to the limit");
            }

            if (objective.Value is null && objective.Node.Find("value") is null or { IsNull: true })
            {
                findings.Error(Codes.Missing, objective.Node, "value: is required with a thresholdMetric: the limit that values are compared with");
            }
        }
    }

    internal static QueryComparison? Comparison(string? word) => word switch
    {
        "lt" => QueryComparison.Below,
        "lte" => QueryComparison.AtMost,
        "gt" => QueryComparison.Above,
        "gte" => QueryComparison.AtLeast,
        _ => null,
    };

    internal static decimal CheckRatio(decimal ratio, YamlNode node, FileFindings findings)
    {
        if (ratio is < 0 or >= 1)
        {
            findings.Error(Codes.Target, node, $"target '{Shown.Text(node.Text)}': must be a ratio from 0 to below 1, for example 0.999" + (ratio switch
            {
                1 => "; 1 leaves no error budget",
                > 1 and < 100 => $"; did you mean targetPercent: {Shown.Text(node.Text)}?",
                _ => "",
            }));
        }

        return ratio;
    }

    private static decimal ReadTarget(FieldReader fields)
    {
        // An empty target is a slip, not an absent one.
        YamlNode? ratio = fields.Has("target") ? fields.Node.Find("target") : null;
        YamlNode? percent = fields.Has("targetPercent") ? fields.Node.Find("targetPercent") : null;
        if (ratio is null == percent is null)
        {
            fields.Findings.Error(Codes.Exclusive, ratio ?? fields.Node, ratio is null
                ? "target or targetPercent: one of them is required, for example targetPercent: 99.9"
                : "target and targetPercent: are both given; keep one");
            return 0;
        }

        if (ratio is not null)
        {
            return FieldReader.NumberOf(ratio, "target", fields.Findings) is { } read ? CheckRatio(read, ratio, fields.Findings) : 0;
        }

        if (FieldReader.NumberOf(percent!, "targetPercent", fields.Findings) is not { } given)
        {
            return 0;
        }

        if (given is < 0 or >= 100)
        {
            fields.Findings.Error(Codes.Target, percent!, $"targetPercent '{Shown.Text(percent!.Text)}': must be from 0 to below 100, for example 99.9"
                + (given == 100 ? "; 100 leaves no error budget" : ""));
        }
        else if (given is > 0 and < 1)
        {
            fields.Findings.Warn(Codes.RatioLike, percent!, $"targetPercent '{Shown.Text(percent!.Text)}': is below one percent; did you mean target: {Shown.Text(percent.Text)}?");
        }

        return given / 100;
    }

    private static decimal? ReadSliceTarget(FieldReader fields, BudgetingMethodKind? method)
    {
        var target = fields.Number("timeSliceTarget");
        if (fields.Value("timeSliceTarget") is not { } node)
        {
            if (HasSliceTarget(method))
            {
                fields.Missing("timeSliceTarget", null, $" with {method}, for example 0.95");
            }

            return null;
        }

        if (HasSliceTarget(method) && target is <= 0 or > 1)
        {
            fields.Findings.Error(Codes.Range, node, $"timeSliceTarget '{Shown.Text(node.Text)}': must be a ratio above 0 and up to 1, for example 0.95");
        }

        return target;
    }

    private static bool HasSliceTarget(BudgetingMethodKind? method) => method is { } kind && BudgetingMethod.HasSliceTarget(kind);

    private static TimeSpan? ReadSliceWindow(FieldReader fields, BudgetingMethodKind? method) =>
        Shorthand.Read(fields, "timeSliceWindow", isRequired: method is { } kind && BudgetingMethod.HasSlices(kind))?.Length;

    private static decimal? ReadWeight(FieldReader fields)
    {
        var weight = fields.Number("compositeWeight");
        if (weight <= 0)
        {
            fields.Findings.Error(Codes.Range, fields.Value("compositeWeight")!, $"compositeWeight {FieldReader.Describe(fields.Value("compositeWeight")!)}: must be above 0");
        }

        return weight;
    }
}
