namespace Slo.AspNetCore.Api;

/// <summary>The objectives of the services that share the map of a fleet: which of them are those of this app, and what their services are
/// called. Services without a name are one only within one fleet.</summary>
internal sealed class FleetObjectives
{
    // More is no name of a fleet.
    private const int LongestFleet = 100;

    private readonly SloRegistry _registry;
    private readonly SloFleetMap _map;
    private readonly ILookup<(string Objective, string Service), string> _fleets;
    private readonly SloTracker[] _unpublished;
    private readonly bool _hasSeveralUnnamed;

    /// <param name="registry">The objectives of this fleet.</param>
    /// <param name="map">What the instances published.</param>
    internal FleetObjectives(SloRegistry registry, SloFleetMap map)
    {
        _registry = registry;
        _map = map;
        _fleets = map.Callers.ToLookup(caller => Key(caller.Objective, caller.Service), caller => caller.Fleet);
        HashSet<SloTracker> published = [.. map.Callers.Select(Own).OfType<SloTracker>()];
        _unpublished = [.. registry.Trackers.Where(tracker => !published.Contains(tracker))];
        HashSet<string?> unnamed = [.. map.Callers.Where(caller => caller.Service is null).Select(caller => caller.Fleet)];
        _hasSeveralUnnamed = unnamed.Count > 1
            || (unnamed.Count == 1 && !unnamed.Contains(map.Fleet) && _unpublished.Any(tracker => tracker.Objective.Service is null));
    }

    /// <summary>Those that were published, and those of this fleet of which nothing was.</summary>
    internal IEnumerable<MapCallerDocument> Callers(Func<SloTracker, string, MapCallerDocument> declared) =>
    [
        .. _map.Callers.Select(caller => MapCallerDocument.Of(caller, ServiceOf(caller.Service, caller.Fleet), Own(caller) is not null)),
        .. _unpublished.Select(tracker => declared(tracker, ServiceOf(tracker.Objective.Service, _map.Fleet))),
    ];

    internal bool IsHere(Shared.Map.MapFinding finding) => _registry.TryGet(finding.Objective, out SloTracker? own)
        && IsSame(ServiceOf(own.Objective.Service, _map.Fleet), finding.Service);

    internal static bool IsSame(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    // Before this process has published anything, it does not know what its fleet is called: then a service without a name may be that of
    // another one, unless the store has no names of fleets.
    private SloTracker? Own(SloFleetMapCaller caller) =>
        _registry.TryGet(caller.Objective, out SloTracker? own) && IsSame(own.Objective.Service, caller.Service)
            && (_map.Fleet is { } fleet ? fleet == caller.Fleet
                : (caller.Service is not null || caller.Fleet.Length == 0) && _fleets[Key(caller.Objective, caller.Service)].Count() == 1)
            ? own : null;

    private string ServiceOf(string? service, string? fleet) => service is not null ? service
        : _hasSeveralUnnamed && !string.IsNullOrEmpty(fleet) ? $"(none, {SloText.OneLine(fleet, LongestFleet)})"
        : MapCallerDocument.NoService;

    private static (string Objective, string Service) Key(string objective, string? service) =>
        (objective.ToUpperInvariant(), service?.ToUpperInvariant() ?? "");
}
