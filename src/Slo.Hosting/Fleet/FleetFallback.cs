using System.Collections.Concurrent;
using Slo.Hosting.Alerting;

namespace Slo.Hosting.Fleet;

/// <summary>
/// Which alerts of the instance are delivered where a fleet is judged: those that it does not judge, and all while the fleet cannot be
/// reached. What was delivered once is delivered to its end. Thread-safe.
/// </summary>
internal sealed class FleetFallback(SloRegistry fleet)
{
    private readonly ConcurrentDictionary<string, bool> _delivered = new(StringComparer.Ordinal);
    private volatile bool _isOn;

    internal bool IsDelivered(SloAlertTransition transition)
    {
        if (transition.Group is not null || !fleet.TryGet(transition.Name, out _))
        {
            return true;
        }

        if (transition.After is null)
        {
            return _delivered.TryRemove(transition.Fingerprint, out _);
        }

        return _delivered.ContainsKey(transition.Fingerprint) || (_isOn && _delivered.TryAdd(transition.Fingerprint, true));
    }

    /// <summary>Begins or ends it.</summary>
    /// <param name="isOn">Whether the fleet cannot be reached for long.</param>
    /// <param name="registry">The objectives of the instance.</param>
    /// <returns>What fires already, and is to be delivered now.</returns>
    internal IEnumerable<SloAlertTransition> Turn(bool isOn, SloRegistry registry)
    {
        var begins = isOn && !_isOn;
        _isOn = isOn;
        return begins
            ? [.. FiringAlerts.Of(registry).Where(one => !_delivered.ContainsKey(one.Fingerprint) && one.Group is null && IsDelivered(one))]
            : [];
    }
}
