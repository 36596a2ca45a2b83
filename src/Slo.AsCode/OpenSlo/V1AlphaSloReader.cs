using Slo.AsCode.Reading;
using Slo.AsCode.Yaml;

namespace Slo.AsCode.OpenSlo;

/// <summary>Reads the specification of an SLO of v1alpha, whose objectives contain the indicators.</summary>
internal static class V1AlphaSloReader
{
    internal static SloSpec Read(FieldReader fields)
    {
        var description = Descriptions.Check(fields);
        var service = fields.Required("service");
        BudgetingMethodKind? method = SloReader.ReadMethod(fields, allowsRatio: false);
        TimeWindow? window = ReadWindow(fields);
        Link? threshold = fields.Map("indicator") is { } indicator ? ReadThreshold(indicator) : null;
        List<ObjectiveSpec> objectives =
            SloReader.ReadObjectives(fields, Dialect.V1Alpha, objective => ReadObjective(objective, method, threshold));
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
        CheckIndicator(fields, hasRatio: ratio is not null, hasThreshold: threshold is not null);
        YamlNode? operatorNode = fields.Value("op");
        var word = AlertReader.ReadOperator(fields, "op");
        if (ratio is not null && word is not null)
        {
            fields.Findings.Error(
                SloFindingCodes.NotAllowedHere, operatorNode!, "op: applies to a threshold only, and the indicator is a ratio; remove it");
        }

        // v1alpha always requires a value, but does not define it for a ratio.
        ObjectiveSpec objective = new(fields.Node)
        {
            DisplayName = Texts.OneLine(fields.Text("displayName")),
            Operator = ObjectiveReader.Comparison(word),
            OperatorNode = operatorNode,
            Value = fields.Number("value"),
            TargetRatio = ReadTarget(fields),
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
            fields.Error(
                SloFindingCodes.OutOfRange, "timeSliceTarget", "a ratio above 0 and up to 1 is required with Timeslices, for example 0.95");
        }

        fields.RefuseOthers();
        return objective with { Value = ratio is null ? objective.Value : null };
    }

    private static void CheckIndicator(FieldReader fields, bool hasRatio, bool hasThreshold)
    {
        if (hasRatio == hasThreshold)
        {
            fields.Findings.Error(SloFindingCodes.Exclusive, fields.Node, hasRatio
                ? "ratioMetrics and the SLO's indicator: are both given; keep one"
                : "ratioMetrics: is required, unless the SLO has an indicator");
        }
    }

    private static decimal ReadTarget(FieldReader fields)
    {
        if (fields.Value("target") is not { } target)
        {
            fields.Missing("target", null, ", for example 0.999");
            return 0;
        }

        return FieldReader.NumberOf(target, "target", fields.Findings) is { } ratio
            ? ObjectiveReader.CheckRatio(ratio, target, fields.Findings)
            : 0;
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
        var isPromQl = string.Equals(type, "promql", StringComparison.OrdinalIgnoreCase);
        return new MetricSource(isPromQl ? "Prometheus" : source, null, spec, fields.Node);
    }

    private static Link Inline(FieldReader fields, SliSpec sli)
    {
        Metadata metadata = new("", null, [], new Annotations(fields.Findings), fields.Node, fields.Findings);
        return new Link(null, new OpenSloObject("SLI", metadata, sli, IsBroken: false), fields.Node);
    }

    private static TimeWindow? ReadWindow(FieldReader slo)
    {
        if (TimeWindowReader.One(slo, "timeWindows") is not { } fields)
        {
            return null;
        }

        (TimeSpan Length, CalendarUnit? Calendar)? unit = ReadUnit(fields);
        var count = ReadCount(fields, unit?.Length ?? TimeSpan.Zero);

        // The examples of v1alpha, and of Sloth, have neither field; they mean a rolling period.
        if (fields.Value("isRolling") is null && fields.Value("calendar") is null)
        {
            fields.RefuseOthers();
            return unit is null || count is null ? null : new TimeWindow(unit.Value.Length * count.Value, null, 0, null, null);
        }

        return TimeWindowReader.Read(fields, unit?.Length * count, unit?.Calendar, count ?? 0);
    }

    private static (TimeSpan Length, CalendarUnit? Calendar)? ReadUnit(FieldReader fields)
    {
        var word = fields.Required("unit");
        (TimeSpan, CalendarUnit?)? unit = word switch
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
            fields.Error(SloFindingCodes.UnknownWord, "unit", "must be one of Second, Day, Week, Month, Quarter");
        }

        return unit;
    }

    private static int? ReadCount(FieldReader fields, TimeSpan unit)
    {
        var number = fields.Number("count");
        if (number is >= 1 and <= 1_000_000_000 && number == decimal.Truncate(number.Value)
            && number * unit.Ticks <= TimeSpan.MaxValue.Ticks)
        {
            return (int)number.Value;
        }

        fields.Error(SloFindingCodes.OutOfRange, "count", "must be a whole number above 0, for example 30");
        return null;
    }
}
