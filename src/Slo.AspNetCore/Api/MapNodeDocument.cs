namespace Slo.AspNetCore.Api;

/// <summary>JSON: a service of this app or, in a fleet, of those that share its map, or what they call.</summary>
/// <param name="Name">The service, or the dependency.</param>
/// <param name="IsOwn">Whether it is such a service.</param>
/// <param name="Verdict">Of a service: whether it causes its bad requests or reports a dependency. Null of a dependency: ask it.</param>
/// <param name="IsCause">Whether an objective burns because of it.</param>
/// <param name="IsDeclared">Whether an objective declares it.</param>
/// <param name="IsObserved">Whether it was called, or is called here.</param>
internal sealed record MapNodeDocument(
    string Name, bool IsOwn, SloDependencyVerdict? Verdict, bool IsCause, bool IsDeclared, bool IsObserved)
{
    /// <summary>Services first, then what they call: a service that calls itself is one node.</summary>
    internal static IReadOnlyList<MapNodeDocument> Of(IReadOnlyList<MapCallerDocument> callers)
    {
        MapNodeDocument[] own =
        [
            .. callers.GroupBy(caller => caller.Service, StringComparer.OrdinalIgnoreCase)
                .Select(service => new MapNodeDocument(service.Key, true, Worst(service), false, false, true)),
        ];
        HashSet<string> names = new(own.Select(node => node.Name), StringComparer.OrdinalIgnoreCase);
        return
        [
            .. own,
            .. callers.SelectMany(caller => caller.Edges).GroupBy(edge => edge.Dependency, StringComparer.OrdinalIgnoreCase)
                .Where(edges => !names.Contains(edges.Key))
                .OrderBy(edges => edges.Key, StringComparer.OrdinalIgnoreCase)
                .Select(edges => new MapNodeDocument(
                    edges.Key, false, null, edges.Any(edge => edge.IsCause), edges.Any(edge => edge.IsDeclared),
                    edges.Any(edge => edge.IsObserved))),
        ];
    }

    // Its own fault is said even if some objectives only report.
    private static SloDependencyVerdict Worst(IEnumerable<MapCallerDocument> callers)
    {
        HashSet<SloDependencyVerdict> verdicts = [.. callers.Where(caller => caller.IsBurning).Select(caller => caller.Verdict)];
        return verdicts.Contains(SloDependencyVerdict.Causing) ? SloDependencyVerdict.Causing
            : verdicts.Contains(SloDependencyVerdict.Reporting) ? SloDependencyVerdict.Reporting
            : verdicts.Count > 0 || callers.Any(caller => caller.Verdict == SloDependencyVerdict.Unknown) ? SloDependencyVerdict.Unknown
            : SloDependencyVerdict.Healthy;
    }
}
