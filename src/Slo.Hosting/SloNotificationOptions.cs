namespace Slo;

/// <summary>Where alerts are sent. Targets from code and from configuration come together here.</summary>
public sealed class SloNotificationOptions
{
    private readonly List<SloNotificationTarget> _targets = [];

    internal SloNotificationOptions()
    {
    }

    /// <summary>The targets declared so far.</summary>
    public IReadOnlyList<SloNotificationTarget> Targets => _targets;

    /// <summary>What tells this process from other replicas, as label <c>instance</c> for Alertmanager and as the source of events;
    /// empty: no such label.</summary>
    /// <value>Default: the machine's name.</value>
    public string Instance { get; set; } = Environment.MachineName;

    /// <summary>Adds a target.</summary>
    /// <param name="name">Unique, whatever the case.</param>
    /// <param name="target">Where to send, and how; every fault is reported at start.</param>
    public void AddTarget(string name, SloNotificationTarget target)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(target);
        Add(name, target, $"Notifications:{name}");
    }

    internal void Add(string name, SloNotificationTarget target, string path)
    {
        target.Name = name;
        target.Path = path;
        _targets.Add(target);
    }
}
