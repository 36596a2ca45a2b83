using Slo.Shared.Map;

namespace Slo.AspNetCore.Api;

/// <summary>The map of the services that share the map of a fleet, with what follows only from all of them together.</summary>
/// <param name="registry">The objectives of this fleet.</param>
/// <param name="map">What the instances published.</param>
internal sealed class FleetMap(SloRegistry registry, SloFleetMap map)
{
    /// <summary>The objectives that are known: those that were published, and those of this fleet of which nothing was.</summary>
    /// <param name="declared">What is known of an objective of this fleet without that: what it declares.</param>
    internal MapCallerDocument[] Callers(Func<SloTracker, MapCallerDocument> declared)
    {
        HashSet<SloTracker> published = [];
        return
        [
            .. map.Callers.Select(caller => MapCallerDocument.Of(caller, IsHere(caller, published))),
            .. registry.Trackers.Where(tracker => !published.Contains(tracker)).Select(declared),
        ];
    }

    /// <param name="all">All objectives.</param>
    /// <param name="shown">Those that the answer has.</param>
    /// <param name="total">How many there are of those that were asked for.</param>
    internal MapDocument Document(IReadOnlyList<MapCallerDocument> all, MapCallerDocument[] shown, int total)
    {
        JoinedMap joined = Join(all);
        SloFinding[] own = [.. registry.GetDependencyFindings()];
        return new(
            map.ReadAt, map.IsObserved || SloCalls.AreObserved, total, MapNodeDocument.Of(shown), shown,
            [
                .. own.Select(MapFindingDocument.Of)
                    .Concat(joined.TargetFindings()
                        .Select(finding => (Finding: finding, IsHere: IsHere(finding)))
                        .Where(one => !one.IsHere || !own.Any(known => known.Code == SloFindingCodes.LintDependencyTarget
                            && IsSame(known.Objective, one.Finding.Objective)))
                        .Select(one => new MapFindingDocument(
                            SloFindingSeverity.Warning, SloFindingCodes.LintDependencyTarget, one.Finding.Objective, one.Finding.Message,
                            one.IsHere ? null : one.Finding.Service)))
                    .Take(MapApi.Most),
            ],
            map.Instances,
            [.. joined.Causes().Take(MapApi.Most).Select(cause => new MapCauseDocument(cause.Name, cause.Path, cause.Explanation))],
            [.. joined.Cycles().Take(MapApi.Most)]);
    }

    private bool IsHere(MapFinding finding) => registry.TryGet(finding.Objective, out SloTracker? own)
        && IsSame(own.Objective.Service ?? MapCallerDocument.NoService, finding.Service);

    private bool IsHere(SloFleetMapCaller caller, HashSet<SloTracker> published)
    {
        var isHere = registry.TryGet(caller.Objective, out SloTracker? own) && IsSame(own.Objective.Service, caller.Service);
        if (isHere)
        {
            published.Add(own!);
        }

        return isHere;
    }

    // As slo map joins what several apps answer.
    private static JoinedMap Join(IReadOnlyList<MapCallerDocument> all) => new(
        [
            new(
                null, true,
                MapNodeDocument.Of(all).Where(node => node.IsOwn)
                    .ToDictionary(node => node.Name, node => Word(node.Verdict), StringComparer.OrdinalIgnoreCase),
                [.. all.Select(Caller)], []),
        ],
        isFleet: true);

    private static MapCaller Caller(MapCallerDocument caller) => new(
        caller.Service, caller.Name, Word(caller.Verdict), caller.Reason, caller.TargetRatio,
        [
            .. caller.Edges.Select(edge => new MapEdge(caller.Service, caller.Name, edge.Dependency)
            {
                IsDeclared = edge.IsDeclared,
                IsSoft = edge.IsSoft,
                IsCause = edge.IsCause,
            }),
        ]);

    private static string Word(SloDependencyVerdict? verdict) => verdict switch
    {
        SloDependencyVerdict.Causing => JoinedMap.Causing,
        SloDependencyVerdict.Reporting => JoinedMap.Reporting,
        SloDependencyVerdict.Healthy => "healthy",
        _ => "unknown",
    };

    private static bool IsSame(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
