using Slo.AsCode.Reading;

namespace Slo.AsCode.OpenSlo;

/// <summary>Maps an SLO to objectives of the engine, one for each of its objectives.</summary>
internal sealed class SloMapper(OpenSloStore store, References references)
{
    internal IEnumerable<SloObjective> Map(OpenSloObject slo)
    {
        if (slo is not { IsBroken: false, Spec: SloSpec spec })
        {
            yield break;
        }

        Metadata metadata = slo.Metadata;
        var before = metadata.Findings.Errors;
        List<OpenSloObject?> policies = [.. spec.Policies.Select(link => references.Policy(link, metadata, spec))];

        // Of policies written in place; declared ones are checked once for all SLOs.
        spec.Policies.Select(link => link.Inline).OfType<OpenSloObject>().ToList().ForEach(references.CheckTargets);
        metadata.Annotations.RefuseUnknown([.. AnnotationNames.Kept, .. AnnotationNames.OfSlo]);
        for (var i = 0; i < spec.Objectives.Count; i++)
        {
            if (Indicator(metadata, spec, i) is { } sli && Map(metadata, spec, i, sli, policies, before) is { } objective)
            {
                yield return objective;
            }
        }
    }

    private SliSpec? Indicator(Metadata metadata, SloSpec spec, int index)
    {
        Link link = (spec.Objectives[index].Indicator ?? spec.Indicator)!;
        if (references.Indicator(link, metadata, spec) is not { IsBroken: false, Spec: SliSpec sli })
        {
            return null;
        }

        if (link.Reference is not null)
        {
            ObjectiveReader.CheckOperator(spec.Objectives[index], sli, metadata.Findings);
        }

        return sli;
    }

    private SloObjective? Map(Metadata metadata, SloSpec spec, int index, SliSpec sli, List<OpenSloObject?> policies, int errorsBefore)
    {
        ObjectiveSpec objective = spec.Objectives[index];
        SloObjectiveBuilder builder = new(SloTexts.Name(metadata, spec, index));
        SloTexts.Apply(metadata, spec, index, builder);
        builder.TargetRatio(objective.TargetRatio);
        SloPeriods.Apply(spec, metadata.Annotations, builder);
        builder.Budgeting(spec.Method, objective.SliceWindow ?? default, objective.SliceTarget ?? 0);
        Indicators.Apply(sli, objective, store, metadata, builder);
        if (metadata.Annotations.Duration(AnnotationNames.LatencyThreshold) is { } latency)
        {
            builder.FasterThan(latency);
        }

        new RuleMapper(references, metadata).Apply(policies, builder);
        return metadata.Findings.Errors > errorsBefore ? null : Objectives.Build(builder, objective.Node, metadata.Findings);
    }
}
