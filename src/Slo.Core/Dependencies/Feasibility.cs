using System.Globalization;

namespace Slo.Dependencies;

/// <summary>
/// Compares targets with those of declared dependencies. Requests that need several things at once succeed at most as often as all of them
/// work: with failures that are independent of each other, the product of their targets. Soft dependencies limit nothing.
/// </summary>
internal sealed class Feasibility
{
    private readonly IReadOnlyList<SloObjective> _objectives;
    private readonly ILookup<string, SloObjective> _byName;
    private readonly ILookup<string, SloObjective> _byService;

    internal Feasibility(IReadOnlyList<SloObjective> objectives)
    {
        _objectives = objectives;
        _byName = objectives.ToLookup(objective => objective.Name, StringComparer.OrdinalIgnoreCase);
        _byService = objectives.Where(objective => objective.Service is not null)
            .ToLookup(objective => objective.Service!, StringComparer.OrdinalIgnoreCase);
    }

    internal IEnumerable<SloFinding> Check()
    {
        DependencyCycles cycles = new(_objectives);
        foreach (SloObjective objective in _objectives.Where(objective => objective.Dependencies.Count > 0))
        {
            if (TargetOf(objective) is { } finding)
            {
                yield return finding with { Objective = objective.Name };
            }

            if (cycles.Of(objective) is { } cycle)
            {
                yield return SloFinding.Warning(
                    SloFindingCodes.DependencyCycle,
                    $"depends on itself: {cycle}; remove one of these, unless it is meant", "depends on") with
                {
                    Objective = objective.Name,
                };
            }
        }
    }

    /// <summary>The target of a dependency: as declared, else that of the objective with its name, which measures it, else that of the only
    /// objective of a service with its name; null: it is not known.</summary>
    private decimal? Promised(SloDeclaredDependency dependency, SloObjective self)
    {
        if (dependency.TargetRatio is { } declared)
        {
            return declared;
        }

        SloObjective[] found = [.. _byName[dependency.Name].Where(other => other != self).Take(2)];
        found = found.Length > 0 ? found : [.. _byService[dependency.Name].Where(other => other != self).Take(2)];
        return found.Length == 1 ? found[0].TargetRatio : null;
    }

    private SloFinding? TargetOf(SloObjective objective)
    {
        (string Name, decimal Target)[] known =
        [
            .. objective.Dependencies.Where(dependency => !dependency.IsSoft)
                .Select(dependency => (dependency.Name, Target: Promised(dependency, objective)))
                .Where(dependency => dependency.Target is not null).Select(dependency => (dependency.Name, dependency.Target!.Value)),
        ];
        var allowed = known.Aggregate(1m, (product, dependency) => product * dependency.Target);
        return known.Length == 0 || objective.TargetRatio <= allowed ? null : SloFinding.Warning(
            SloFindingCodes.LintDependencyTarget,
            $"target {Percent(objective.TargetRatio)}: is above what its dependencies allow, "
            + string.Join(" x ", known.Select(dependency => $"{dependency.Name} {Percent(dependency.Target)}"))
            + $" = {Percent(allowed)}; lower the target, or mark a dependency without which requests succeed as soft", "target");
    }

    private static string Percent(decimal ratio) => (ratio * 100).ToString("0.##########", CultureInfo.InvariantCulture) + " %";
}
