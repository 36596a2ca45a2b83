using System.Globalization;

namespace Slo.Shared.Map;

/// <summary>The maps of several apps, or of the services of a fleet, as one: each service is one node, whatever calls it.</summary>
/// <param name="apps">What they said.</param>
/// <param name="isFleet">Whether each is that of a fleet, in which no service is asked by itself.</param>
internal sealed class JoinedMap(IReadOnlyList<AppMap> apps, bool isFleet = false)
{
    internal const string Causing = "causing";
    internal const string Reporting = "reporting";

    // Chains are short; a hostile answer must not make them long.
    private const int LongestPath = 32;

    private const int ShownServices = 5;

    private const string Cycle = "a cycle: these services report each other";

    private readonly MapServices _services = new(apps, isFleet);

    private readonly ILookup<string, MapCaller> _callers =
        apps.SelectMany(app => app.Callers).ToLookup(caller => caller.Service, StringComparer.OrdinalIgnoreCase);

    internal IReadOnlyList<AppMap> Apps => apps;

    /// <summary>Those that have more objectives than they sent.</summary>
    internal IReadOnlyList<AppMap> Cut { get; } = [.. apps.Where(app => app.IsCut)];

    /// <summary>Whether causes and cycles are those of all objectives: where an answer is cut, those that the apps found.</summary>
    internal bool IsWhole => Cut.Count == 0 || IsJudged;

    internal IReadOnlyList<MapCaller> Callers { get; } = [.. apps.SelectMany(app => app.Callers)];

    /// <summary>Whether a dependency can be a service. What is in parentheses stands for what has no name, as "(other)".</summary>
    internal static bool IsName(string dependency) => !dependency.StartsWith('(');

    /// <summary>The service that a dependency is; null: none of those asked, or one of several at its address.</summary>
    internal string? ServiceOf(string dependency) => _services.Of(dependency) is [var only] ? only : null;

    /// <summary>What the services that burn lead to: each cause once, with the longest path, that of most services first. What is its own
    /// fault is said to be that, also if it is in a circle.</summary>
    internal IReadOnlyList<MapCause> Causes()
    {
        if (Cut.Count > 0 && IsJudged)
        {
            return [.. apps.SelectMany(app => app.Causes!).DistinctBy(KeyOf, StringComparer.OrdinalIgnoreCase)];
        }

        List<MapCause> found = [];
        foreach (var service in _services.Names)
        {
            Follow(service, [service], found, new HashSet<string>(StringComparer.OrdinalIgnoreCase) { service });
        }

        return
        [
            .. found.GroupBy(KeyOf, StringComparer.OrdinalIgnoreCase)
                .OrderByDescending(causes => causes.Count()).ThenBy(causes => causes.Key, StringComparer.OrdinalIgnoreCase)
                .Select(causes => causes.MaxBy(cause => (cause.Explanation != Cycle, cause.Path.Count))!),
        ];
    }

    /// <summary>Services that call each other in a circle, each circle once.</summary>
    internal IReadOnlyList<IReadOnlyList<string>> Cycles()
    {
        if (Cut.Count > 0 && IsJudged)
        {
            return [.. apps.SelectMany(app => app.Cycles!).DistinctBy(cycle => string.Join('\n', cycle), StringComparer.OrdinalIgnoreCase)];
        }

        List<IReadOnlyList<string>> cycles = [];
        HashSet<string> done = new(StringComparer.OrdinalIgnoreCase);
        foreach (var start in _services.Names.Where(done.Add))
        {
            if (CycleThrough(start) is { } cycle)
            {
                cycles.Add(cycle);
                done.UnionWith(cycle);
            }
        }

        return cycles;
    }

    /// <summary>Targets above what the services that they need promise, with the arithmetic. What instances have in common is said
    /// once.</summary>
    internal IEnumerable<MapFinding> TargetFindings() => AllTargetFindings().Distinct();

    private IEnumerable<MapFinding> AllTargetFindings()
    {
        // Of a service of which not all objectives are known, no one knows what it promises.
        foreach (MapCaller caller in Cut.Count > 0 ? [] : Callers)
        {
            (string Name, decimal Target)[] known =
            [
                .. caller.Edges.Where(edge => edge is { IsDeclared: true, IsSoft: false })
                    .Select(edge => (edge.Dependency, Promise: Promise(ServiceOf(edge.Dependency), caller.Service)))
                    .Where(dependency => dependency.Promise is not null)
                    .Select(dependency => (dependency.Dependency, dependency.Promise!.Value)),
            ];
            var allowed = known.Aggregate(1m, (product, dependency) => product * dependency.Target);
            if (known.Length > 0 && caller.TargetRatio > allowed)
            {
                yield return new(
                    caller.Service, caller.Objective, $"target {Percent(caller.TargetRatio)}: is above what its dependencies allow, "
                    + $"{string.Join(" x ", known.Select(one => $"{one.Name} {Percent(one.Target)}"))} = {Percent(allowed)}");
            }
        }
    }

    // Two apps with maps of their own have not judged what lies in both.
    private bool IsJudged => apps.Count(app => app.Callers.Count > 0) == 1
        && apps.All(app => app is { Causes: not null, Cycles: not null });

    // What has no name of its own is something else for each service that calls it.
    private static string KeyOf(MapCause cause) => IsName(cause.Name) ? cause.Name : string.Join('\n', cause.Path.TakeLast(2));

    private void Follow(string service, string[] path, List<MapCause> found, HashSet<string> seen)
    {
        var verdict = _services.VerdictOf(service);
        if (verdict == Causing)
        {
            found.Add(new(service, path, "its own fault"));
        }

        // One objective may fail by itself, and another one because of a dependency.
        if (verdict is Causing or Reporting)
        {
            foreach (var dependency in _callers[service].Where(caller => caller.Verdict == Reporting)
                .SelectMany(caller => caller.Edges.Where(edge => edge.IsCause))
                .Select(edge => edge.Dependency).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                FollowTo(dependency, path, found, seen);
            }
        }
        else if (path.Length > 1)
        {
            found.Add(new(service, path, $"says that it is {verdict}: look at the connection to it, or at what it does not count"));
        }
    }

    private void FollowTo(string dependency, string[] path, List<MapCause> found, HashSet<string> seen)
    {
        IReadOnlyList<string> services = _services.Of(dependency);
        string[] others = [.. services.Where(service => !path.Contains(service, StringComparer.OrdinalIgnoreCase))];
        IReadOnlyList<string> followed = services.Count > 1 ? [.. others.Where(_services.IsBurning)] : services;
        if (services.Count == 0)
        {
            found.Add(new(dependency, [.. path, dependency], isFleet ? "is no service of the fleet's map" : "was not asked"));
        }
        else if (followed.Count == 0)
        {
            found.Add(new(
                dependency, [.. path, dependency],
                $"has several services ({Shown(services)}): look at the connection to it, or at what they do not count"));
        }

        foreach (var next in followed)
        {
            if (path.Contains(next, StringComparer.OrdinalIgnoreCase))
            {
                found.Add(new(next, [.. path, next], Cycle));
            }
            else if (path.Length < LongestPath && seen.Add(next))
            {
                Follow(next, [.. path, next], found, seen);
            }
        }
    }

    private string Shown(IReadOnlyList<string> services) =>
        string.Join(", ", services.Take(ShownServices).Select(service => $"{service}: {_services.VerdictOf(service)}"))
        + (services.Count > ShownServices ? $" and {services.Count - ShownServices} more" : "");

    // Breadth first, each service once.
    private IReadOnlyList<string>? CycleThrough(string start)
    {
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        Queue<string[]> open = new([[start]]);
        while (open.TryDequeue(out var path))
        {
            foreach (var next in _callers[path[^1]].SelectMany(caller => caller.Edges).Select(edge => ServiceOf(edge.Dependency))
                .OfType<string>())
            {
                if (Is(next, start))
                {
                    return [.. path, start];
                }

                if (seen.Add(next) && path.Length < LongestPath)
                {
                    open.Enqueue([.. path, next]);
                }
            }
        }

        return null;
    }

    // A service with several objectives does not say which of them is meant. Instances have the same one; while they are updated, the lower
    // target is what it promises.
    private decimal? Promise(string? service, string caller)
    {
        MapCaller[] objectives = service is null || Is(service, caller) ? [] : [.. _callers[service]];
        return objectives.DistinctBy(one => one.Objective, StringComparer.OrdinalIgnoreCase).Count() == 1
            ? objectives.Min(one => one.TargetRatio) : null;
    }

    private static bool Is(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    private static string Percent(decimal ratio) => (ratio * 100).ToString("0.##########", CultureInfo.InvariantCulture) + " %";
}
