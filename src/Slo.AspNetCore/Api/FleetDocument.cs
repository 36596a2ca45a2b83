namespace Slo.AspNetCore.Api;

/// <summary>A fleet, as an instance of it sees it.</summary>
/// <param name="IsInFleet">Whether there is one; if not, the other values have no meaning.</param>
/// <param name="Instance">The name of the instance that answers.</param>
/// <param name="IsLeading">Whether it delivers the alerts of the fleet.</param>
/// <param name="StaleSince">Since when it has not heard of the fleet; null: all is well.</param>
/// <param name="IsPartial">Whether too few instances report for an alert to begin.</param>
/// <param name="Total">How many instances report, or did so within the last minutes.</param>
/// <param name="Reporting">How many report.</param>
/// <param name="TrafficRatio">The share of the latest traffic that was counted by those that report, in [0, 1].</param>
/// <param name="Instances">They themselves, at most 1,000; null if the store did not answer.</param>
/// <param name="Comparisons">This instance beside the others, for each objective, at most 1,000.</param>
internal sealed record FleetDocument(
    bool IsInFleet, string Instance, bool IsLeading, DateTimeOffset? StaleSince, bool IsPartial, int Total, int Reporting,
    double TrafficRatio, IReadOnlyList<FleetInstanceDocument>? Instances, IReadOnlyList<OutlierDocument> Comparisons)
{
    internal static FleetDocument None { get; } = new(false, "", false, null, false, 0, 0, 0, [], []);

    internal static FleetDocument Of(SloFleet fleet, IReadOnlyList<SloFleetInstance>? instances) => new(
        true, fleet.Instance, fleet.IsLeading, fleet.StaleSince, fleet.IsPartial, fleet.Members.Total, fleet.Members.Reporting,
        fleet.Members.TrafficRatio, instances is null ? null : [.. instances.Select(FleetInstanceDocument.Of)],
        [
            .. fleet.Registry.Trackers.Take(1_000).Select(tracker => tracker.Objective.Name)
                .Select(name => OutlierDocument.Of(name, fleet.Compare(name))),
        ]);
}
