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

        KeyValuePair<string, string>[] labels = [.. objective.Labels.Where(label => MetadataReader.IsLabelKey(label.Key)).OrderBy(label => label.Key, StringComparer.Ordinal)];
        if (labels.Length > 0)
        {
            yaml.Map("labels", () => WritePairs(labels));
        }

        SortedDictionary<string, string> annotations = Annotations(name);
        if (annotations.Count > 0)
        {
            yaml.Map("annotations", () => WritePairs(annotations));
        }
    }

    private SortedDictionary<string, string> Annotations(string name)
    {
        SortedDictionary<string, string> annotations = new(StringComparer.Ordinal);
        List<KeyValuePair<string, string>> others = [];
        foreach (KeyValuePair<string, string> annotation in objective.Annotations)
        {
            if (MetadataReader.IsAnnotationKey(annotation.Key)
                && (!annotation.Key.StartsWith(AnnotationNames.Prefix, StringComparison.Ordinal) || AnnotationNames.Kept.Contains(annotation.Key)))
            {
                annotations.Add(annotation.Key, annotation.Value);
            }
            else
            {
                others.Add(annotation);
            }
        }

        void Add(string key, string? value)
        {
            if (value is not null)
            {
                annotations.Add(key, value);
            }
        }

        KeyValuePair<string, string>[] otherLabels = [.. objective.Labels.Where(label => !MetadataReader.IsLabelKey(label.Key))];
        Add(AnnotationNames.Name, name == objective.Name ? null : objective.Name);
        Add(AnnotationNames.DisplayName, objective.DisplayName?.Length > MetadataReader.LongestDisplayName ? objective.DisplayName : null);
        foreach ((string key, string? value) in PropertyAnnotations.Write(objective.Definition))
        {
            Add(key, value);
        }

        Add(AnnotationNames.NoService, string.IsNullOrWhiteSpace(objective.Service) ? "true" : null);
        Add(AnnotationNames.Labels, otherLabels.Length > 0 ? JsonTexts.Write(otherLabels) : null);
        Add(AnnotationNames.Annotations, others.Count > 0 ? JsonTexts.Write(others) : null);
        Add(AnnotationNames.GroupBy, objective.Grouping?.Label);
        Add(AnnotationNames.MaximumGroups, objective.Grouping?.Maximum.ToString(CultureInfo.InvariantCulture));
        Add(AnnotationNames.Period, objective.Period.IsRolling && Shorthand.Write(objective.Period.Length) is null ? SloDuration.Format(objective.Period.Length) : null);
        Add(AnnotationNames.StartTime, objective.Period.Anchor is { } anchor && anchor.Ticks % TimeSpan.TicksPerSecond > 0 ? anchor.ToString("O", CultureInfo.InvariantCulture) : null);
        Add(AnnotationNames.LatencyThreshold, objective.LatencyThreshold is { } latency && objective.Indicator is QueryIndicator ? SloDuration.Format(latency) : null);
        Add(AnnotationNames.BurnRateRules, !objective.Definition.UsesDefaultRules && objective.BurnRateRules.Count == 0 ? "none" : null);
        Add(AnnotationNames.OtherRules, OtherRules.Write(objective.Definition));
        return annotations;
    }

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
            // Rounded up where an annotation says it exactly.
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
