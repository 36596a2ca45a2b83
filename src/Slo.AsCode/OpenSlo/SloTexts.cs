using System.Globalization;
using Slo.AsCode.Reading;
using Slo.AsCode.Yaml;

namespace Slo.AsCode.OpenSlo;

/// <summary>Names, labels and annotations of an objective, and what else stands in its annotations.</summary>
internal static class SloTexts
{
    /// <summary>The SLO's name; with several objectives, each one's display name or number behind it.</summary>
    internal static string Name(Metadata metadata, SloSpec spec, int index)
    {
        var name = metadata.Annotations.Text(AnnotationNames.Name) ?? metadata.Name;
        if (spec.Objectives.Count == 1)
        {
            return name;
        }

        var number = (index + 1).ToString(CultureInfo.InvariantCulture);
        var suffix = Slug.Of(spec.Objectives[index].DisplayName ?? "", number);
        if (spec.Objectives.Where((other, i) => i != index && Slug.Of(other.DisplayName ?? "", "") == suffix).Any())
        {
            suffix = number;
        }

        return Slug.Join(name, suffix);
    }

    internal static void Apply(Metadata metadata, SloSpec spec, int index, SloObjectiveBuilder builder)
    {
        Annotations annotations = metadata.Annotations;
        var ownName = spec.Objectives[index].DisplayName;
        var displayName = annotations.Text(AnnotationNames.DisplayName) ?? metadata.DisplayName;
        builder.DisplayName(spec.Objectives.Count > 1 && displayName is not null && ownName is not null ? $"{displayName}: {ownName}" : displayName ?? ownName)
            .Description(spec.Description);
        PropertyAnnotations.Read(annotations, builder);
        if (!annotations.Flag(AnnotationNames.NoService))
        {
            builder.Service(spec.Service);
        }

        foreach ((string key, string value) in metadata.Labels.Concat(annotations.Texts(AnnotationNames.Labels)))
        {
            builder.Label(key, value);
        }

        foreach ((string key, YamlNode value) in annotations.All)
        {
            if (!key.StartsWith(AnnotationNames.Prefix, StringComparison.Ordinal) || AnnotationNames.Kept.Contains(key))
            {
                builder.Annotation(key, value.IsNull ? "" : Texts.OneLine(value.Text)!);
            }
        }

        foreach ((string key, string value) in annotations.Texts(AnnotationNames.Annotations))
        {
            builder.Annotation(key, value);
        }

        if (annotations.Text(AnnotationNames.GroupBy) is { } label)
        {
            builder.GroupBy(label, (int)Math.Clamp(annotations.WholeNumber(AnnotationNames.MaximumGroups) ?? 100, 0, 1001));
        }

        if (spec.Objectives[index].Indicator is not null && spec.Objectives.Count > 1)
        {
            builder.Annotation(AnnotationNames.Composite, metadata.Name)
                .Annotation(AnnotationNames.CompositeWeight, (spec.Objectives[index].Weight ?? 1).ToString(CultureInfo.InvariantCulture));
            if (index == 0)
            {
                metadata.Findings.Warn(Codes.Composite, metadata.Node, $"composite '{Shown.Text(metadata.Name)}': each of its objectives is judged for itself; their weighted sum is not "
                    + "evaluated, and stands in annotations");
            }
        }
    }
}
