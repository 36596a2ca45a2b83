using System.Globalization;
using Slo.AsCode.Reading;
using Slo.AsCode.Yaml;

namespace Slo.AsCode.OpenSlo;

/// <summary>Reads the specification of an SLO of v1alpha, which wrote indicators into the objectives.</summary>
internal static class V1AlphaSloReader
{
    internal static SloSpec Read(FieldReader fields)
    {
        var description = Descriptions.Check(fields);
        var service = fields.Required("service");
        BudgetingMethodKind? method = SloReader.ReadMethod(fields, allowsRatio: false);
        TimeWindow? window = ReadWindow(fields);
        Link? threshold = fields.Map("indicator") is { } indicator ? ReadThreshold(indicator) : null;
        List<ObjectiveSpec> objectives = [];
        foreach (YamlNode item in SloReader.AtMost(fields, "objectives", YamlLimits.Objectives))
        {
            if (FieldReader.Of(item, "objectives", fields.Findings) is { } objective)
            {
                objectives.Add(ReadObjective(objective, method, threshold));
            }
        }

        if (objectives.Count == 0)
        {
            fields.Missing("objectives", fields.Value("objectives"), ": at least one, with a target");
        }

        fields.RefuseOthers();
        return new SloSpec
        {
            Description = description,
            Service = service,
            Method = method ?? BudgetingMethodKind.Occurrences,
            Window = window,
            Objectives = objectives,
        };
    }

    private static ObjectiveSpec ReadObjective(FieldReader fields, BudgetingMethodKind? method, Link? threshold)
    {
        FieldReader? ratio = fields.Map("ratioMetrics");
        if (ratio is null == threshold is null)
        {
            fields.Findings.Error(Codes.Exclusive, fields.Node, ratio is null
                ? "ratioMetrics: is required, or an indicator of the SLO"
                : "ratioMetrics: is given besides the SLO's indicator; keep one");
        }

        YamlNode? target = fields.Value("target");
        if (target is null)
        {
            fields.Missing("target", null, ", for example 0.999");
        }

        YamlNode? operatorNode = fields.Value("op");
        var word = AlertReader.ReadOperator(fields, "op");
        if (ratio is not null && word is not null)
        {
            fields.Findings.Error(Codes.Forbidden, operatorNode!, "op: is of thresholds; the indicator is a ratio, so take it out");
        }

        // v1alpha wanted a value always, and never said what a ratio's meant.
        ObjectiveSpec objective = new(fields.Node)
        {
            DisplayName = Texts.OneLine(fields.Text("displayName")),
            Operator = ObjectiveReader.Comparison(word),
            OperatorNode = operatorNode,
            Value = fields.Number("value"),
            TargetRatio = target is not null && FieldReader.NumberOf(target, "target", fields.Findings) is { } read
                ? ObjectiveReader.CheckRatio(read, target, fields.Findings)
                : 0,
            SliceTarget = fields.Number("timeSliceTarget"),
            SliceWindow = TimeSpan.FromMinutes(1),
            Indicator = ratio is not null ? ReadRatio(ratio) : threshold,
        };
        if (ratio is null && threshold?.Inline?.Spec is SliSpec sli)
        {
            ObjectiveReader.CheckOperator(objective, sli, fields.Findings);
        }

        if (method == BudgetingMethodKind.Timeslices && objective.SliceTarget is not (> 0 and <= 1))
        {
            fields.Findings.Error(Codes.Range, fields.Value("timeSliceTarget") ?? fields.Node, "timeSliceTarget: is required with Timeslices: a ratio above 0 and up to 1, for example 0.95");
        }

        fields.RefuseOthers();
        return objective with { Value = ratio is null ? objective.Value : null };
    }

    private static Link ReadThreshold(FieldReader fields)
    {
        MetricSource? source = fields.RequiredMap("thresholdMetric") is { } metric ? ReadSource(metric) : null;
        fields.RefuseOthers();
        return Inline(fields, new SliSpec(fields.Node) { Threshold = source });
    }

    private static Link ReadRatio(FieldReader fields)
    {
        MetricSource? good = fields.RequiredMap("good") is { } first ? ReadSource(first) : null;
        MetricSource? total = fields.RequiredMap("total") is { } second ? ReadSource(second) : null;
        var isCounter = (fields.Flag("incremental") ?? false) | (fields.Flag("counter") ?? false);
        fields.RefuseOthers();
        return Inline(fields, new SliSpec(fields.Node) { IsRatio = true, IsCounter = isCounter, Good = good, Total = total });
    }

    private static MetricSource ReadSource(FieldReader fields)
    {
        var source = fields.Required("source");
        var type = fields.Required("queryType");
        fields.Required("query");
        fields.RefuseOthers();
        YamlNode spec = new(YamlKind.Mapping, fields.Node.Line, fields.Node.Column);
        spec.Pairs.AddRange(fields.Node.Pairs.Where(pair => pair.Key.Text == "query"));
        return new MetricSource(string.Equals(type, "promql", StringComparison.OrdinalIgnoreCase) ? "Prometheus" : source, null, spec, fields.Node);
    }

    private static Link Inline(FieldReader fields, SliSpec sli) =>
        new(null, new OpenSloObject("SLI", new Metadata("", null, [], new Annotations(fields.Findings), fields.Node, fields.Findings), sli, false), fields.Node);

    private static TimeWindow? ReadWindow(FieldReader slo)
    {
        List<YamlNode>? windows = slo.List("timeWindows");
        if (windows?.Count != 1)
        {
            slo.Findings.Error(Codes.Count, slo.Value("timeWindows") ?? slo.Node, FormattableString.Invariant($"timeWindows: must be exactly one, {windows?.Count ?? 0} are given"));
            return null;
        }

        if (FieldReader.Of(windows[0], "timeWindows", slo.Findings) is not { } fields)
        {
            return null;
        }

        var word = fields.Required("unit");
        (TimeSpan Length, CalendarUnit? Unit)? unit = word switch
        {
            "Second" => (TimeSpan.FromSeconds(1), null),
            "Day" => (TimeSpan.FromDays(1), CalendarUnit.Day),
            "Week" => (TimeSpan.FromDays(7), CalendarUnit.Week),
            "Month" => (TimeSpan.FromDays(30), CalendarUnit.Month),
            "Quarter" => (TimeSpan.FromDays(90), CalendarUnit.Quarter),
            _ => null,
        };
        if (word is not null && unit is null)
        {
            fields.Findings.Error(Codes.UnknownWord, fields.Value("unit")!, $"unit '{Shown.Text(word)}': must be one of Second, Day, Week, Month, Quarter");
        }

        var number = fields.Number("count");
        if (number is null or < 1 or > 1_000_000_000 || number != decimal.Truncate(number.Value)
            || (unit is not null && number * unit.Value.Length.Ticks > TimeSpan.MaxValue.Ticks))
        {
            fields.Findings.Error(Codes.Range, fields.Value("count") ?? fields.Node, "count: must be a whole number above 0, for example 30");
            number = null;
        }

        // Its examples, Sloth's too, say neither that they roll nor by which calendar; the last n days are meant.
        if (fields.Value("isRolling") is null && fields.Value("calendar") is null)
        {
            fields.RefuseOthers();
            return unit is null || number is null ? null : new TimeWindow(unit.Value.Length * (double)number, null, 0, null, null);
        }

        return TimeWindowReader.Read(fields, unit?.Length * (double?)number, unit?.Unit, Convert.ToInt32(number ?? 0, CultureInfo.InvariantCulture));
    }
}
