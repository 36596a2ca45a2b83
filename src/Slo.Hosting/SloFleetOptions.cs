namespace Slo;

/// <summary>The options of an instance in a fleet.</summary>
public sealed class SloFleetOptions
{
    /// <summary>
    /// How often the instance publishes and reads, and the width of a slice. Default 2 s; whole seconds that divide a minute, from 1 s to
    /// 1 min, the same for all instances. An alert of the fleet fires up to three intervals later than that of one instance alone.
    /// </summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The time-out of a call to the store. Default 5 s; from 100 ms to 1 min.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The name of the instance, unique in the fleet, 1 to 200 characters. Default: the name of the machine, which is that of the
    /// pod or container.</summary>
    public string Instance { get; set; } = Environment.MachineName;

    /// <summary>
    /// Whose alerts are delivered to handlers and notification targets. Default <see cref="SloAlertScopes.Fleet"/>. Without
    /// <see cref="SloAlertScopes.Instance"/>, an instance still delivers the alerts that the fleet does not evaluate: of groups, and of
    /// objectives that are read from a source.
    /// </summary>
    public SloAlertScopes Alerts { get; set; } = SloAlertScopes.Fleet;

    /// <summary>
    /// How long the fleet must be unreachable before the instance delivers its own alerts, at the earliest when the fleet is stale
    /// (<see cref="SloFleet.StaleSince"/>). An alert that it has delivered, it also ends. Default 1 min; from 0 to 1 h.
    /// </summary>
    public TimeSpan FallBackAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How many instances must report before an alert of the fleet can fire; with fewer, the fleet is partial. Default 1; from 1 to
    /// 100,000.
    /// </summary>
    public int MinimumInstances { get; set; } = 1;

    /// <summary>
    /// The share of recent traffic that the reporting instances must account for before an alert of the fleet can fire; with less, the
    /// fleet is partial. Default 0.5; from 0 to 1.
    /// </summary>
    public double MinimumTrafficRatio { get; set; } = 0.5;
}
