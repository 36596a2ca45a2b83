using Slo.AsCode.Reading;

namespace Slo.AsCode.OpenSlo;

/// <summary>Maps an SLO to objectives of the engine, one for each of its objectives.</summary>
internal sealed class SloMapper(OpenSloStore store, SloReadOptions options, bool hasManyFiles)
{
    private readonly bool _declaresSlis = store.Declares("SLI");

    /// <summary>
    /// Whether the conditions and targets of policies must be declared. A document that is read alone may leave them to other documents.
    /// </summary>
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
            store.Resolve(link, "AlertPolicy", metadata, isComplete, "; the rules of the other policies apply, or the default rules"))];
        CheckTargets(spec);
        metadata.Annotations.RefuseUnknown([.. AnnotationNames.Kept, .. AnnotationNames.OfSlo]);
        for (var i = 0; i < spec.Objectives.Count; i++)
        {
            if (Indicator(metadata, spec, i, isComplete) is { } sli && Map(metadata, spec, i, sli, policies, before) is { } objective)
            {
                yield return objective;
            }
        }
    }

    private SliSpec? Indicator(Metadata metadata, SloSpec spec, int index, bool isComplete)
    {
        Link link = (spec.Objectives[index].Indicator ?? spec.Indicator)!;
        var mustExist = isComplete || (options.IsComplete is null && _declaresSlis);
        if (store.Resolve(link, "SLI", metadata, mustExist, "; without it the objective is not loaded")
            is not { IsBroken: false, Spec: SliSpec sli })
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

        new RuleMapper(store, metadata, IsWhole).Apply(policies, builder);
        return metadata.Findings.Errors > errorsBefore ? null : Objectives.Build(builder, objective.Node, metadata.Findings);
    }

    // Targets of policies written in place; those of declared policies are checked once for all SLOs.
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

    // A single document may be read without the others. If some of its references resolve, all of them should.
    private bool IsComplete(SloSpec spec) => options.IsComplete
        ?? (hasManyFiles || spec.Policies.Any(link => link.Reference is { } name && store.Find("AlertPolicy", name) is not null)
            || spec.Objectives.Select(objective => objective.Indicator).Append(spec.Indicator)
                .Any(link => link?.Reference is { } name && store.Find("SLI", name) is not null));
}
