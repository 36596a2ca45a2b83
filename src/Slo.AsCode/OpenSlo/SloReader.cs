using Slo.AsCode.Reading;
using Slo.AsCode.Yaml;

namespace Slo.AsCode.OpenSlo;

/// <summary>Reads the specification of an SLO, v1 and v2alpha.</summary>
internal static class SloReader
{
    internal static SloSpec Read(FieldReader fields, Dialect dialect)
    {
        var description = Descriptions.Check(fields);
        var service = dialect.IsKubernetes && fields.Value(dialect.Service) is null && fields.Value("service") is not null
            ? fields.Required("service")
            : fields.Required(dialect.Service);
        Link? indicator = Indicator(fields, dialect);
        BudgetingMethodKind? method = ReadMethod(fields, dialect);
        TimeWindow? window = TimeWindowReader.Read(fields);
        List<ObjectiveSpec> objectives = ReadObjectives(fields, dialect, objective => ObjectiveReader.Read(objective, method, dialect));
        CheckIndicators(fields, indicator, objectives, dialect);
        AtMost(fields, "alertPolicies", YamlLimits.Policies);
        List<Link> policies = LinkReader.ReadAll(fields, "alertPolicies", "alertPolicyRef", "AlertPolicy", dialect);
        fields.RefuseOthers();
        return new SloSpec
        {
            Description = description,
            Service = service,
            Indicator = indicator,
            Method = method ?? BudgetingMethodKind.Occurrences,
            Window = window,
            Objectives = objectives,
            Policies = policies,
        };
    }

    /// <summary>At least one objective is required, except by v2alpha.</summary>
    internal static List<ObjectiveSpec> ReadObjectives(FieldReader fields, Dialect dialect, Func<FieldReader, ObjectiveSpec> read)
    {
        List<ObjectiveSpec> objectives = [];
        foreach (YamlNode item in AtMost(fields, "objectives", YamlLimits.Objectives))
        {
            if (FieldReader.Of(item, "objectives", fields.Findings) is { } objective)
            {
                objectives.Add(read(objective));
            }
        }

        if (dialect.IsKubernetes && !fields.Has("objectives"))
        {
            fields.Findings.Warn(SloFindingCodes.Missing, fields.Node,
                "objectives: are not given, so there is nothing to load; write at least one, with a target");
        }
        else if ((fields.List("objectives")?.Count ?? 0) == 0)
        {
            fields.Missing("objectives", fields.Value("objectives"), ": at least one, with a target");
        }

        return objectives;
    }

    private static BudgetingMethodKind? ReadMethod(FieldReader fields, Dialect dialect)
    {
        if (!dialect.IsKubernetes || fields.Value("budgetingMethod") is not null)
        {
            return ReadMethod(fields, allowsRatio: true);
        }

        fields.Findings.Warn(SloFindingCodes.Missing, fields.Node,
            "budgetingMethod: is not given, so each event counts; write budgetingMethod: Occurrences");
        return BudgetingMethodKind.Occurrences;
    }

    internal static BudgetingMethodKind? ReadMethod(FieldReader fields, bool allowsRatio)
    {
        var word = fields.Required("budgetingMethod");
        string[] words =
            [.. Enum.GetNames<BudgetingMethodKind>().Where(name => allowsRatio || name != nameof(BudgetingMethodKind.RatioTimeslices))];
        BudgetingMethodKind? method = words.Contains(word) ? Enum.Parse<BudgetingMethodKind>(word!) : null;
        if (word is not null && method is null)
        {
            fields.Error(SloFindingCodes.UnknownWord,
                "budgetingMethod", $"must be one of {string.Join(", ", words)}{SloText.NearestHint(word, words)}");
        }

        return method;
    }

    /// <summary>The indicator of an SLO or of a component of a composite, in place or as a reference.</summary>
    internal static Link? Indicator(FieldReader fields, Dialect dialect)
    {
        YamlNode? inline = fields.Value(dialect.Indicator);
        YamlNode? reference = fields.Value(dialect.IndicatorRef);
        if (inline is not null && reference is not null)
        {
            fields.Findings.Error(
                SloFindingCodes.Exclusive, reference, $"{dialect.Indicator} and {dialect.IndicatorRef}: are both given; keep one");
        }

        if (reference is not null)
        {
            var name = fields.Text(dialect.IndicatorRef);
            MetadataReader.CheckName(dialect.IndicatorRef, name ?? "", reference, fields.Findings);
            return new Link(name, null, reference);
        }

        return inline is not null && FieldReader.Of(inline, dialect.Indicator, fields.Findings) is { } map
            ? new Link(null, ObjectReader.ReadIndicator(map, dialect), inline)
            : null;
    }

    /// <summary>The items of a list; if there are too many, none, and reported.</summary>
    internal static List<YamlNode> AtMost(FieldReader fields, string name, int limit)
    {
        List<YamlNode> items = fields.List(name) ?? [];
        if (items.Count <= limit)
        {
            return items;
        }

        fields.Findings.Error(SloFindingCodes.InvalidCount, fields.Value(name)!,
            FormattableString.Invariant($"{name}: {items.Count} are given, at most {limit} are allowed"));
        return [];
    }

    private static void CheckIndicators(FieldReader fields, Link? indicator, List<ObjectiveSpec> objectives, Dialect dialect)
    {
        var isComposite = objectives.Exists(objective => objective.Indicator is not null);
        var isGiven = indicator is not null || fields.Value(dialect.Indicator) is not null;
        if (isComposite == isGiven)
        {
            fields.Findings.Error(SloFindingCodes.Exclusive, fields.Node, isGiven
                ? $"{dialect.Indicator}: is given for the SLO and for its objectives; a composite has one for each objective only"
                : $"{dialect.Indicator} or {dialect.IndicatorRef}: is required, for the SLO or (composite) for every objective");
        }
        else if (isComposite)
        {
            foreach (ObjectiveSpec objective in objectives.Where(objective => objective.Indicator is null))
            {
                fields.Findings.Error(SloFindingCodes.Missing, objective.Node,
                    $"{dialect.Indicator} or {dialect.IndicatorRef}: is required, because other objectives of this composite have one");
            }
        }

        if (indicator?.Inline?.Spec is SliSpec sli)
        {
            foreach (ObjectiveSpec objective in objectives)
            {
                ObjectiveReader.CheckOperator(objective, sli, fields.Findings);
            }
        }
    }
}
