using Slo.Shared.Map;

namespace Slo.AspNetCore.Api;

/// <summary>The map of the services that share the map of a fleet, with what follows only from all of them together. Immutable.</summary>
/// <param name="all">All objectives, those with alerts first.</param>
/// <param name="whole">The answer with all of them.</param>
internal sealed class FleetMap(IReadOnlyList<MapCallerDocument> all, MapDocument whole)
{
    /// <param name="registry">The objectives of this fleet.</param>
    /// <param name="map">What the instances published.</param>
    /// <param name="declared">What is known of an objective of this fleet without that, for a service: what it declares.</param>
    internal static FleetMap Of(SloRegistry registry, SloFleetMap map, Func<SloTracker, string, MapCallerDocument> declared)
    {
        FleetObjectives objectives = new(registry, map);
        MapCallerDocument[] all = [.. objectives.Callers(declared).OrderBy(caller => caller.Severity is null)];
        JoinedMap joined = Join(all);
        SloFinding[] own = [.. registry.GetDependencyFindings()];
        MapCallerDocument[] shown = [.. all.Take(MapApi.Most)];
        return new(all, new(
            map.ReadAt, map.IsObserved || SloCalls.AreObserved, all.Length, MapNodeDocument.Of(shown), shown,
            [
                .. own.Select(MapFindingDocument.Of)
                    .Concat(joined.TargetFindings()
                        .Select(finding => (Finding: finding, IsHere: objectives.IsHere(finding)))
                        .Where(one => !one.IsHere || !own.Any(known => known.Code == SloFindingCodes.LintDependencyTarget
                            && FleetObjectives.IsSame(known.Objective, one.Finding.Objective)))
                        .Select(one => new MapFindingDocument(
                            SloFindingSeverity.Warning, SloFindingCodes.LintDependencyTarget, one.Finding.Objective, one.Finding.Message,
                            one.IsHere ? null : one.Finding.Service)))
                    .Take(MapApi.Most),
            ],
            map.Instances,
            [.. joined.Causes().Take(MapApi.Most).Select(cause => new MapCauseDocument(cause.Name, cause.Path, cause.Explanation))],
            [.. joined.Cycles().Take(MapApi.Most)]));
    }

    /// <param name="name">Of the objectives that are asked for; null: all.</param>
    /// <returns>Null: there is none of this name.</returns>
    internal MapDocument? Document(string? name)
    {
        if (name is null)
        {
            return whole;
        }

        MapCallerDocument[] wanted = [.. all.Where(caller => FleetObjectives.IsSame(caller.Name, name))];
        MapCallerDocument[] shown = [.. wanted.Take(MapApi.Most)];
        return wanted.Length == 0 ? null
            : whole with { Total = wanted.Length, Nodes = MapNodeDocument.Of(shown), Callers = shown };
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
}
