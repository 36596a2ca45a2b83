using System.Runtime.CompilerServices;

namespace Slo.AspNetCore.Api;

/// <summary>Joins each map of a fleet once: it is the same object for all who ask within a moment. Thread-safe.</summary>
/// <param name="registry">The objectives of this fleet.</param>
/// <param name="declared">What is known of an objective of this fleet of which nothing was published, over a window, for a service.</param>
internal sealed class FleetMaps(SloRegistry registry, Func<SloTracker, TimeSpan?, string, MapCallerDocument> declared)
{
    private readonly ConditionalWeakTable<SloFleetMap, Lazy<Task<FleetMap>>> _joined = [];

    /// <param name="map">What the instances published.</param>
    /// <param name="cancellationToken">Ends the wait, but not the work: others may wait for it too.</param>
    internal Task<FleetMap> GetAsync(SloFleetMap map, CancellationToken cancellationToken) =>
        _joined.GetValue(map, Join).Value.WaitAsync(cancellationToken);

    private Lazy<Task<FleetMap>> Join(SloFleetMap map) => new(() => Task.Run(
        () => FleetMap.Of(registry, map, (tracker, service) => declared(tracker, map.Window, service))));
}
