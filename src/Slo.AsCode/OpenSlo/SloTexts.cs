using System.Globalization;
using Slo.AsCode.Reading;
using Slo.AsCode.Yaml;

namespace Slo.AsCode.OpenSlo;

/// <summary>The name, labels and annotations of an objective, and the properties held in annotations.</summary>
internal static class SloTexts
{
    /// <summary>The SLO's name. With several objectives, the display name or number of each follows.</summary>
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
        builder.DisplayName(DisplayName(metadata, spec, index)).Description(spec.Description);
        PropertyAnnotations.Read(annotations, builder);
        if (!annotations.Flag(AnnotationNames.NoService))
        {
            builder.Service(spec.Service);
        }

        foreach ((string key, string value) in metadata.Labels.Concat(annotations.Texts(AnnotationNames.Labels)))
        {
            builder.Label(key, value);
        }

        ApplyAnnotations(annotations, builder);
        if (annotations.Text(AnnotationNames.GroupBy) is { } label)
        {
            builder.GroupBy(label, (int)Math.Clamp(annotations.WholeNumber(AnnotationNames.MaximumGroups) ?? 100, 0, 1001));
        }

        TermsAnnotations.Read(annotations, builder);
        if (spec.Objectives[index].Indicator is not null && spec.Objectives.Count > 1)
        {
            ApplyComposite(metadata, spec, index, builder);
        }
    }

    private static string? DisplayName(Metadata metadata, SloSpec spec, int index)
    {
        var ofSlo = metadata.Annotations.Text(AnnotationNames.DisplayName) ?? metadata.DisplayName;
        var ofObjective = spec.Objectives[index].DisplayName;
        return spec.Objectives.Count > 1 && ofSlo is not null && ofObjective is not null ? $"{ofSlo}: {ofObjective}" : ofSlo ?? ofObjective;
    }

    private static void ApplyAnnotations(Annotations annotations, SloObjectiveBuilder builder)
    {
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
    }

    private static void ApplyComposite(Metadata metadata, SloSpec spec, int index, SloObjectiveBuilder builder)
    {
        builder.Annotation(AnnotationNames.Composite, metadata.Name)
            .Annotation(AnnotationNames.CompositeWeight, (spec.Objectives[index].Weight ?? 1).ToString(CultureInfo.InvariantCulture));
        if (index == 0)
        {
            metadata.Findings.Slip(SloFindingCodes.Composite, metadata.Node,
                $"composite '{Shown.Text(metadata.Name)}': the weighted sum of its objectives is not evaluated; write an SLO for each of "
                + "them" + (metadata.Findings.IsStrict ? "" : ", as they are read here, their weights kept in annotations"));
        }
    }
}
