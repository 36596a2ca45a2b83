using System.Globalization;

namespace Slo.Dependencies;

/// <summary>
/// Compares targets with those of declared dependencies. Requests that need several things at once succeed at most as often as all of them
/// work: with failures that are independent of each other, the product of their targets. Soft dependencies limit nothing.
/// </summary>
internal static class Feasibility
{
    internal static IEnumerable<SloFinding> Check(IReadOnlyList<SloObjective> objectives)
    {
        foreach (SloObjective objective in objectives)
        {
            if (TargetOf(objective, objectives) is { } finding)
            {
                yield return finding with { Objective = objective.Name };
            }

            if (CycleOf(objective, objectives) is { } cycle)
            {
                yield return SloFinding.Warning(
                    SloFindingCodes.DependencyCycle,
                    $"depends on itself: {string.Join(" -> ", cycle)}; remove one of these, unless it is meant", "depends on") with { Objective = objective.Name };
            }
        }
    }

    private static SloFinding? TargetOf(SloObjective objective, IReadOnlyList<SloObjective> objectives)
    {
        (string Name, decimal Target)[] known =
        [
            .. objective.Dependencies.Where(dependency => !dependency.IsSoft)
                .Select(dependency => (dependency.Name, Target: dependency.TargetRatio ?? Promised(dependency.Name, objective, objectives)))
                .Where(dependency => dependency.Target is not null).Select(dependency => (dependency.Name, dependency.Target!.Value)),
        ];
        var allowed = known.Aggregate(1m, (product, dependency) => product * dependency.Target);
        return known.Length == 0 || objective.TargetRatio <= allowed ? null : SloFinding.Warning(
            SloFindingCodes.DependencyTarget,
            $"target {Percent(objective.TargetRatio)}: is above what its dependencies allow, "
            + string.Join(" x ", known.Select(dependency => $"{dependency.Name} {Percent(dependency.Target)}"))
            + $" = {Percent(allowed)}; lower the target, or mark a dependency without which requests succeed as soft", "target");
    }

    // Of an objective with this name, which measures the dependency; else of a service that has one objective.
    private static decimal? Promised(string name, SloObjective self, IReadOnlyList<SloObjective> objectives)
    {
        SloObjective[] named = [.. objectives.Where(other => other != self && IsSame(other.Name, name))];
        SloObjective[] found = named.Length > 0
            ? named : [.. objectives.Where(other => other != self && other.Service is { } service && IsSame(service, name))];
        return found.Length == 1 ? found[0].TargetRatio : null;
    }

    // Breadth first, and each objective once: a cycle that does not lead back is not followed for ever.
    private static IReadOnlyList<string>? CycleOf(SloObjective start, IReadOnlyList<SloObjective> objectives)
    {
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        Queue<(SloObjective Objective, string[] Path)> open = new([(start, [start.Name])]);
        while (open.TryDequeue(out (SloObjective Objective, string[] Path) next))
        {
            foreach (var name in next.Objective.Dependencies.Select(dependency => dependency.Name))
            {
                if (IsSame(name, start.Name) || (next.Path.Length == 1 && start.Service is { } service && IsSame(name, service)))
                {
                    return [.. next.Path, name];
                }

                if (seen.Add(name) && objectives.FirstOrDefault(other => IsSame(other.Name, name)) is { } other)
                {
                    open.Enqueue((other, [.. next.Path, other.Name]));
                }
            }
        }

        return null;
    }

    private static bool IsSame(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    private static string Percent(decimal ratio) => (ratio * 100).ToString("0.##########", CultureInfo.InvariantCulture) + " %";
}
