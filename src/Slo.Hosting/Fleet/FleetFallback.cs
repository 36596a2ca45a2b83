using System.Collections.Concurrent;
using Slo.Hosting.Alerting;

namespace Slo.Hosting.Fleet;

/// <summary>
/// Which alerts of an instance in a fleet are delivered: those that the fleet does not evaluate, and all others while the fleet is
/// unreachable. The end of an alert is delivered if its start was. Thread-safe.
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

    /// <summary>Starts or stops the delivery of the alerts of the instance.</summary>
    /// <param name="isOn">Whether the fleet has been unreachable for long.</param>
    /// <param name="registry">The objectives of the instance.</param>
    /// <returns>The alerts that already fire and must be delivered now.</returns>
    internal IEnumerable<SloAlertTransition> Turn(bool isOn, SloRegistry registry)
    {
        var begins = isOn && !_isOn;
        _isOn = isOn;
        return begins
            ? [.. FiringAlerts.Of(registry).Where(one => !_delivered.ContainsKey(one.Fingerprint) && one.Group is null && IsDelivered(one))]
            : [];
    }
}
