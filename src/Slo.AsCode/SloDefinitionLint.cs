using Slo.AsCode.OpenSlo;
using Slo.AsCode.Reading;

namespace Slo;

/// <summary>Reports definitions that are valid but probably wrong: all findings are warnings.</summary>
public static class SloDefinitionLint
{
    /// <summary>Checks what was read; findings have the place of the objective.</summary>
    /// <param name="set">Definitions that were read.</param>
    public static IReadOnlyList<SloFinding> Check(SloDefinitionSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return Check(set.Objectives, set.Locations);
    }

    /// <summary>Checks objectives from wherever; findings name no line.</summary>
    /// <param name="objectives">A whole set: dependencies are looked up in it.</param>
    public static IReadOnlyList<SloFinding> Check(IEnumerable<SloObjective> objectives)
    {
        ArgumentNullException.ThrowIfNull(objectives);
        return Check([.. objectives], new Dictionary<string, SourceLocation>());
    }

    private static List<SloFinding> Check(IReadOnlyList<SloObjective> objectives, IReadOnlyDictionary<string, SourceLocation> locations)
    {
        Dictionary<string, SloObjective> byName = new(StringComparer.OrdinalIgnoreCase);
        foreach (SloObjective objective in objectives)
        {
            byName.TryAdd(objective.Name, objective);
        }

        List<SloFinding> findings = [];
        ILookup<string?, SloFinding> dependencies = SloDeclaredDependency.CheckAll(objectives).ToLookup(finding => finding.Objective);
        foreach (SloObjective objective in objectives)
        {
            SourceLocation? place = locations.GetValueOrDefault(objective.Name);
            findings.AddRange(Check(objective, byName).Concat(dependencies[objective.Name]).Select(found => found with
            {
                Objective = objective.Name,
                File = place?.File,
                Line = place?.Line ?? 0,
                Column = place?.Column ?? 0,
            }));
        }

        return [.. findings.OrderBy(finding => finding.File,
            StringComparer.Ordinal).ThenBy(finding => finding.Line).ThenBy(finding => finding.Column)];
    }

    private static IEnumerable<SloFinding> Check(SloObjective objective, Dictionary<string, SloObjective> all)
    {
        foreach (BurnRateRule rule in objective.BurnRateRules)
        {
            var threshold = rule.Factor * (1 - objective.TargetRatio);
            if (objective.TargetRatio == 0 || threshold > 1 || (threshold == 1 && rule.Comparison == ThresholdComparison.Above))
            {
                yield return SloFinding.Warning(SloFindingCodes.LintUnreachableRule,
                    $"rule '{rule}' can never hold with this target; declare rules that fit it, or raise the target", $"rule '{rule}'");
            }
        }

        if (string.IsNullOrWhiteSpace(objective.Owner) && !objective.Labels.ContainsKey("owner") && !objective.Labels.ContainsKey("team"))
        {
            yield return SloFinding.Warning(SloFindingCodes.LintNoOwner, "has no owner to contact about its alerts; "
                + $"write the annotation {AnnotationNames.Prefix}owner, or a label owner or team", "owner");
        }

        foreach (SloFinding found in CheckTimeout(objective).Concat(CheckDependencies(objective, all)))
        {
            yield return found;
        }
    }

    private static IEnumerable<SloFinding> CheckTimeout(SloObjective objective)
    {
        if (!objective.Annotations.TryGetValue(AnnotationNames.ClientTimeout, out var text))
        {
            yield break;
        }

        if (!SloDuration.TryParse(text, out TimeSpan timeout))
        {
            yield return SloFinding.Warning(SloFindingCodes.LintInvalidAnnotation,
                $"{AnnotationNames.ClientTimeout} '{Shown.Text(text)}': must be a duration, for example 10s",
                AnnotationNames.ClientTimeout);
        }
        else if (objective.LatencyThreshold > timeout)
        {
            yield return SloFinding.Warning(SloFindingCodes.LintLatencyThreshold,
                $"its latency threshold {SloDuration.Format(objective.LatencyThreshold.Value)} is above the "
                + $"client's time-out {SloDuration.Format(timeout)}: "
                + "who waits so long has gone; lower it", "latency threshold");
        }
    }

    // What is a name of a host or of another service says what it promises; else it is compared with what is declared.
    private static IEnumerable<SloFinding> CheckDependencies(SloObjective objective, Dictionary<string, SloObjective> all) =>
        objective.Dependencies.Where(dependency => dependency is { TargetRatio: null, IsSoft: false } && !all.ContainsKey(dependency.Name)
                && !all.Values.Any(other => string.Equals(other.Service, dependency.Name, StringComparison.OrdinalIgnoreCase)))
            .Select(dependency => SloFinding.Warning(SloFindingCodes.LintUnknownDependency,
                $"depends on '{Shown.Text(dependency.Name)}', which is not declared{SloText.NearestHint(dependency.Name, all.Keys)}; "
                + "state its target, for example payments 99.9, or that it is soft", "depends on"));
}
