using Slo.AsCode.Reading;

namespace Slo.AsCode.OpenSlo;

/// <summary>Turns an SLO into objectives of the engine: one for each of its objectives.</summary>
internal sealed class SloMapper(OpenSloStore store, SloReadOptions options, bool hasManyFiles)
{
    private readonly bool _declaresSlis = store.Declares("SLI");

    /// <summary>Whether what policies refer to must be there. A document that is read alone may leave conditions and targets to
    /// others.</summary>
    internal bool IsWhole { get; } = options.IsComplete ?? hasManyFiles;

    internal IEnumerable<SloObjective> Map(OpenSloObject slo)
    {
        if (slo is not { IsBroken: false, Spec: SloSpec spec })
        {
            yield break;
        }

        Metadata metadata = slo.Metadata;
        var before = metadata.Findings.Errors;
        var isComplete = IsComplete(spec);
        List<OpenSloObject?> policies = [.. spec.Policies.Select(link =>
            store.Resolve(link, "AlertPolicy", metadata, isComplete, "; it is judged by the rules of the others, or the default ones"))];
        CheckTargets(spec);
        metadata.Annotations.RefuseUnknown([.. AnnotationNames.Kept, .. AnnotationNames.OfSlo]);
        for (var i = 0; i < spec.Objectives.Count; i++)
        {
            Link link = (spec.Objectives[i].Indicator ?? spec.Indicator)!;
            OpenSloObject? indicator = store.Resolve(
                link, "SLI", metadata, isComplete || (options.IsComplete is null && _declaresSlis), "; without it the objective is not loaded");
            if (indicator is { IsBroken: false, Spec: SliSpec sli })
            {
                if (link.Reference is not null)
                {
                    ObjectiveReader.CheckOperator(spec.Objectives[i], sli, metadata.Findings);
                }

                if (Map(metadata, spec, i, sli, policies, before) is { } objective)
                {
                    yield return objective;
                }
            }
        }
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

        new RuleMapper(store, metadata, IsWhole).Apply(policies, builder);
        return metadata.Findings.Errors > errorsBefore ? null : Objectives.Build(builder, objective.Node, metadata.Findings);
    }

    // Those of policies written in place; declared ones are checked once for all SLOs.
    private void CheckTargets(SloSpec spec)
    {
        foreach (OpenSloObject policy in spec.Policies.Select(link => link.Inline).OfType<OpenSloObject>())
        {
            foreach (Link target in policy.Spec is AlertPolicySpec { Targets: { } targets } ? targets : [])
            {
                store.Resolve(target, "AlertNotificationTarget", policy.Metadata, IsWhole);
            }
        }
    }

    // One document may be checked apart from its neighbours; one whose other references are here was meant to be whole.
    private bool IsComplete(SloSpec spec) => options.IsComplete
        ?? (hasManyFiles || spec.Policies.Any(link => link.Reference is { } name && store.Find("AlertPolicy", name) is not null)
            || spec.Objectives.Select(objective => objective.Indicator).Append(spec.Indicator)
                .Any(link => link?.Reference is { } name && store.Find("SLI", name) is not null));
}
