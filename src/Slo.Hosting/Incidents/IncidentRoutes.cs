using System.Collections.Concurrent;

namespace Slo.Hosting.Incidents;

/// <summary>The options of incidents of each set of a host, as of its last valid configuration.</summary>
internal sealed class IncidentRoutes
{
    private static readonly SloIncidentOptions None = new();

    private readonly ConcurrentDictionary<string, SloIncidentOptions> _sets = new(StringComparer.Ordinal);

    /// <summary>The options of a set.</summary>
    internal SloIncidentOptions this[string set]
    {
        get => _sets.GetValueOrDefault(set, None);
        set => _sets[set] = value;
    }

    /// <summary>The route of an alert of an objective; null for any other alert, which has no incident.</summary>
    internal SloIncidentRoute? Of(SloAlertTransition transition) =>
        transition.Status is null ? null : IncidentRouting.Route(this[transition.Set], IncidentRouting.Incident(transition));
}
