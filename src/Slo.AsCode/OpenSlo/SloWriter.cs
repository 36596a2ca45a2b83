using System.Globalization;
using Slo.AsCode.Reading;
using Slo.AsCode.Yaml;

namespace Slo.AsCode.OpenSlo;

/// <summary>Writes one objective as an SLO.</summary>
internal sealed class SloWriter(SloObjective objective, YamlWriter yaml, Losses losses)
{
    internal void Write(HashSet<string> names)
    {
        var name = UniqueName(names);
        RuleWriter rules = new(objective, name, yaml, losses);
        yaml.Plain("apiVersion", Dialect.V1Name);
        yaml.Plain("kind", "SLO");
        yaml.Map("metadata", () => WriteMetadata(name));
        yaml.Map("spec", () =>
        {
            if (!string.IsNullOrEmpty(objective.Description))
            {
                yaml.Field("description", objective.Description);
            }

            yaml.Field("service", string.IsNullOrWhiteSpace(objective.Service) ? "none" : objective.Service);
            yaml.Map("indicator", () =>
            {
                yaml.Map("metadata", () => yaml.Field("name", name));
                yaml.Map("spec", () => IndicatorWriter.Write(objective, yaml, losses));
            });
            yaml.List("timeWindow", () => yaml.Item(WritePeriod));
            yaml.Plain("budgetingMethod", objective.Method.Kind.ToString());
            yaml.List("objectives", () => yaml.Item(WriteObjective));
            rules.Write();
        });
    }

    private string UniqueName(HashSet<string> names)
    {
        var name = MetadataReader.IsName(objective.Name) ? objective.Name : Slug.Of(objective.Name, "slo");
        for (var i = 2; !names.Add(name); i++)
        {
            name = Slug.Join(Slug.Of(objective.Name, "slo"), i.ToString(CultureInfo.InvariantCulture));
        }

        return name;
    }

    private void WriteMetadata(string name)
    {
        yaml.Field("name", name);
        if (objective.DisplayName is { Length: > 0 and <= MetadataReader.LongestDisplayName } shown)
        {
            yaml.Field("displayName", shown);
        }

        KeyValuePair<string, string>[] labels =
        [
            .. objective.Labels.Where(label => MetadataReader.IsLabelKey(label.Key)).OrderBy(label => label.Key, StringComparer.Ordinal),
        ];
        if (labels.Length > 0)
        {
            yaml.Map("labels", () => WritePairs(labels));
        }

        KeyValuePair<string, string>[] annotations =
        [
            .. from pair in Annotations(name)
               where pair.Value is not null
               select KeyValuePair.Create(pair.Key, pair.Value),
        ];
        Array.Sort(annotations, (one, other) => string.CompareOrdinal(one.Key, other.Key));
        if (annotations.Length > 0)
        {
            yaml.Map("annotations", () => WritePairs(annotations));
        }
    }

    private IEnumerable<KeyValuePair<string, string?>> Annotations(string name)
    {
        ILookup<bool, KeyValuePair<string, string>> own = objective.Annotations.ToLookup(annotation => IsWritable(annotation.Key));
        KeyValuePair<string, string>[] labels = [.. objective.Labels.Where(label => !MetadataReader.IsLabelKey(label.Key))];
        SloPeriod period = objective.Period;

        // Groups that code gives to requests cannot be written, and a label without them is an error.
        SloGrouping? grouping = objective.Indicator is HttpIndicator
            && objective.Grouping?.Label is not (HttpIndicator.RouteLabel or HttpIndicator.MethodLabel) ? null : objective.Grouping;
        return
        [
            .. own[true].Select(annotation => KeyValuePair.Create<string, string?>(annotation.Key, annotation.Value)),
            .. PropertyAnnotations.Write(objective.Definition),
            new(AnnotationNames.Name, name == objective.Name ? null : objective.Name),
            new(AnnotationNames.DisplayName,
                objective.DisplayName?.Length > MetadataReader.LongestDisplayName ? objective.DisplayName : null),
            new(AnnotationNames.NoService, string.IsNullOrWhiteSpace(objective.Service) ? "true" : null),
            new(AnnotationNames.Labels, labels.Length > 0 ? JsonTexts.Write(labels) : null),
            new(AnnotationNames.Annotations, own[false].Any() ? JsonTexts.Write(own[false]) : null),
            new(AnnotationNames.GroupBy, grouping?.Label),
            new(AnnotationNames.MaximumGroups, grouping?.Maximum.ToString(CultureInfo.InvariantCulture)),
            new(AnnotationNames.Period,
                period.IsRolling && Shorthand.Write(period.Length) is null ? SloDuration.Format(period.Length) : null),
            new(AnnotationNames.StartTime, period.Anchor is { } anchor && anchor.Ticks % TimeSpan.TicksPerSecond > 0
                ? anchor.ToString("O", CultureInfo.InvariantCulture)
                : null),
            new(AnnotationNames.LatencyThreshold, objective is { LatencyThreshold: { } latency, Indicator: QueryIndicator }
                ? SloDuration.Format(latency)
                : null),
            .. TermsAnnotations.Of(objective),
            new(AnnotationNames.BurnRateRules,
                !objective.Definition.UsesDefaultRules && objective.BurnRateRules.Count == 0 ? "none" : null),
            new(AnnotationNames.OtherRules, OtherRules.Write(objective.Definition)),
        ];
    }

    // Other annotations are written together, as one JSON object.
    private static bool IsWritable(string key) => MetadataReader.IsAnnotationKey(key)
        && (!key.StartsWith(AnnotationNames.Prefix, StringComparison.Ordinal) || AnnotationNames.Kept.Contains(key));

    private void WritePairs(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        foreach ((string key, string value) in pairs)
        {
            yaml.Field(key, value);
        }
    }

    private void WritePeriod()
    {
        SloPeriod period = objective.Period;
        if (period is { IsRolling: false, Unit: { } unit, Anchor: { } anchor, TimeZone: { } zone })
        {
            yaml.Plain("duration", FormattableString.Invariant($"{period.Count}{SloPeriod.LetterOf(unit)}"));
            yaml.Plain("isRolling", "false");
            yaml.Map("calendar", () =>
            {
                yaml.Field("startTime", anchor.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
                yaml.Field("timeZone", zone.Id);
            });
        }
        else
        {
            // Rounded up; if that changes the length, an annotation holds the exact one.
            yaml.Plain("duration", Shorthand.WriteUp(period.Length));
            yaml.Plain("isRolling", "true");
        }
    }

    private void WriteObjective()
    {
        yaml.Plain("target", objective.TargetRatio);
        if (objective.Indicator is QueryIndicator { Threshold: not null } query)
        {
            yaml.Plain("op", query.Comparison switch
            {
                QueryComparison.Below => "lt",
                QueryComparison.AtMost => "lte",
                QueryComparison.Above => "gt",
                _ => "gte",
            });
            yaml.Plain("value", query.Limit ?? 0);
        }

        if (BudgetingMethod.HasSliceTarget(objective.Method.Kind))
        {
            yaml.Plain("timeSliceTarget", objective.Method.SliceTargetRatio);
        }

        if (objective.Method.Slice > TimeSpan.Zero)
        {
            yaml.Plain("timeSliceWindow", Shorthand.WriteUp(objective.Method.Slice));
        }
    }
}
