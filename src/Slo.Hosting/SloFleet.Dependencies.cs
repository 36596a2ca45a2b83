using Slo.Hosting.Fleet;

namespace Slo;

/// <content>The dependencies of all services that share the map.</content>
public sealed partial class SloFleet
{
    private readonly FleetMapReader _map;

    /// <summary>Reads what the services call that share the map, summed over the instances of each, and judges it as
    /// <see cref="SloTracker.GetDependencies"/> does.</summary>
    /// <remarks>Any thread. The store is asked at most once a second, and what it answers is judged once for each window, however many ask:
    /// they get the same object. What an instance counted is up to
    /// <see cref="SloFleetDependencies.Interval"/> old.</remarks>
    /// <param name="window">What is looked at, above 0: of 1 hour, 6 hours, 1 day and 3 days the shortest that is not shorter, or what
    /// there is. Null: for each objective the long window of the rule that fires, else 1 hour.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The map; null if the store failed or did not answer in time, which is logged once a minute at most.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The window is not positive.</exception>
    public async Task<SloFleetMap?> TryReadMapAsync(TimeSpan? window = null, CancellationToken cancellationToken = default)
    {
        if (window is { } asked)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(asked, TimeSpan.Zero, nameof(window));
        }

        return await _map.TryReadAsync(window, cancellationToken).ConfigureAwait(false);
    }
}
