namespace Slo;

/// <summary>How an instance takes part in a fleet.</summary>
public sealed class SloFleetOptions
{
    /// <summary>
    /// How often it publishes and reads, and the width of a slice. Default 2 s; a divisor of a minute from 1 s to 1 min, the same for all
    /// instances. An alert of the fleet comes up to three intervals after the one that a single instance would raise.
    /// </summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The time-out of a call of the store. Default 5 s; from 100 ms to 1 min.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The name of the instance. Default: the name of the machine, which is that of the pod or container.</summary>
    public string Instance { get; set; } = Environment.MachineName;

    /// <summary>
    /// Whose alerts are delivered to handlers and notification targets. Default: those of the fleet alone; those that a fleet does not
    /// judge, of groups and of objectives that are read from a source, each instance delivers also then.
    /// </summary>
    public SloAlertScopes Alerts { get; set; } = SloAlertScopes.Fleet;

    /// <summary>
    /// How many instances must report before an alert of the fleet may begin; below it the fleet is partial. Default 1.
    /// </summary>
    public int MinimumInstances { get; set; } = 1;

    /// <summary>
    /// Which share of the traffic of the last minutes the instances that report now must have had before an alert of the fleet may begin;
    /// below it the fleet is partial. Default 0.5; from 0 to 1.
    /// </summary>
    public double MinimumTrafficRatio { get; set; } = 0.5;
}
