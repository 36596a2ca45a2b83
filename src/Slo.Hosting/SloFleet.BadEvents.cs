using Slo.Hosting.Fleet;

namespace Slo;

/// <content>Why events are bad, in all instances.</content>
public sealed partial class SloFleet
{
    // More would hold up who reads incidents; the next one reads on.
    private static readonly TimeSpan LongestReading = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RecentlyEnded = TimeSpan.FromMinutes(15);

    private readonly FleetBadEventsReader _badEvents;

    /// <summary>
    /// Reads what the instances published of the bad events of an objective. From then on the alert of the fleet is explained by them
    /// (<see cref="SloTracker.GetAlertContributors(int, int)"/> of <see cref="Registry"/>): instances publish while an alert of the fleet
    /// is near or fires, and two minutes longer.
    /// </summary>
    /// <remarks>Any thread. The store is asked at most once in two seconds for each objective, however many ask. The instance that delivers
    /// the alerts reads before it delivers one; others read when they are asked.</remarks>
    /// <param name="name">The name of the objective, compared without case.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>False if the store failed or did not answer in time: what was read before is kept. Also if there is no such
    /// objective.</returns>
    public Task<bool> TryReadBadEventsAsync(string name, CancellationToken cancellationToken = default) =>
        Registry.TryGet(name, out SloTracker? tracker)
            ? _badEvents.ReadAsync(tracker.Objective).WaitAsync(cancellationToken) : Task.FromResult(false);

    /// <summary>Reads before an alert is delivered, and who is told of a failure.</summary>
    internal FleetBadEventsReader BadEvents => _badEvents;

    // Of incidents that last or ended a moment ago. What is older was read, or is not published any more.
    private Task ReadBadEventsAsync(CancellationToken cancellationToken) => _badEvents.ReadAsync(
        Registry.Trackers.Where(tracker => IsRecent(tracker.Status)).OrderByDescending(tracker => tracker.Status.Alert.StartedAt)
            .Take(FleetBadEvents.MostObjectives).Select(tracker => tracker.Objective),
        LongestReading, cancellationToken);

    private static bool IsRecent(SloStatus status) => status.Alert is { StartedAt: not null } alert
        && (alert.EndedAt is not { } end || end > status.AsOf - RecentlyEnded);
}
