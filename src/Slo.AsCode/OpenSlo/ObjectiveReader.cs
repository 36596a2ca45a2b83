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

    /// <summary>A threshold requires an operator and a value; a ratio must have neither.</summary>
    internal static void CheckOperator(ObjectiveSpec objective, SliSpec sli, FileFindings findings)
    {
        if (sli.IsRatio && objective.OperatorNode is { } node && !node.IsNull && node.Text.Length > 0)
        {
            findings.Error(
                SloFindingCodes.NotAllowedHere, node,
                    "op and value: apply to a thresholdMetric only, and the indicator is a ratio; remove them");
        }
        else if (sli.Threshold is not null)
        {
            if (objective.Operator is null && (objective.OperatorNode is null || objective.Node.Find("op") is null or { Text.Length: 0 }))
            {
                findings.Error(SloFindingCodes.Missing, objective.Node,
                    "op: is required with a thresholdMetric: lt, lte, gt or gte, the comparison of a good value with the limit");
            }

            if (objective.Value is null && objective.Node.Find("value") is null or { IsNull: true })
            {
                findings.Error(SloFindingCodes.Missing, objective.Node,
                    "value: is required with a thresholdMetric: the limit with which values are compared");
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
            var text = Shown.Text(node.Text);
            var hint = ratio switch
            {
                1 => "; 1 leaves no error budget",
                > 1 and < 100 => $"; did you mean targetPercent: {text}?",
                _ => "",
            };
            findings.Error(SloFindingCodes.InvalidTarget, node,
                $"target '{text}': must be a ratio from 0 to below 1, for example 0.999{hint}");
        }

        return ratio;
    }

    private static decimal ReadTarget(FieldReader fields)
    {
        // An empty target is a mistake, not a missing target.
        YamlNode? ratio = fields.Has("target") ? fields.Node.Find("target") : null;
        YamlNode? percent = fields.Has("targetPercent") ? fields.Node.Find("targetPercent") : null;
        if (ratio is null == percent is null)
        {
            fields.Findings.Error(SloFindingCodes.Exclusive, ratio ?? fields.Node, ratio is null
                ? "target or targetPercent: one of them is required, for example targetPercent: 99.9"
                : "target and targetPercent: are both given; keep one");
            return 0;
        }

        if (ratio is not null)
        {
            return FieldReader.NumberOf(ratio, "target", fields.Findings) is { } read ? CheckRatio(read, ratio, fields.Findings) : 0;
        }

        return FieldReader.NumberOf(percent!, "targetPercent", fields.Findings) is { } given
            ? CheckPercent(given, percent!, fields) / 100
            : 0;
    }

    private static decimal CheckPercent(decimal percent, YamlNode node, FieldReader fields)
    {
        if (percent is < 0 or >= 100)
        {
            fields.Error(SloFindingCodes.InvalidTarget, "targetPercent",
                "must be from 0 to below 100, for example 99.9" + (percent == 100 ? "; 100 leaves no error budget" : ""));
        }
        else if (percent is > 0 and < 1)
        {
            fields.Warn(SloFindingCodes.RatioAsPercent,
                "targetPercent", $"is below one percent; did you mean target: {Shown.Text(node.Text)}?");
        }

        return percent;
    }

    private static decimal? ReadSliceTarget(FieldReader fields, BudgetingMethodKind? method)
    {
        var target = fields.Number("timeSliceTarget");
        if (fields.Value("timeSliceTarget") is null)
        {
            if (HasSliceTarget(method))
            {
                fields.Missing("timeSliceTarget", null, $" with {method}, for example 0.95");
            }

            return null;
        }

        if (HasSliceTarget(method) && target is <= 0 or > 1)
        {
            fields.Error(SloFindingCodes.OutOfRange, "timeSliceTarget", "must be a ratio above 0 and up to 1, for example 0.95");
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
            fields.Error(SloFindingCodes.OutOfRange, "compositeWeight", "must be above 0");
        }

        return weight;
    }
}
