namespace Slo;

/// <summary>The notification targets, from code and from configuration.</summary>
public sealed class SloNotificationOptions
{
    private readonly List<SloNotificationTarget> _targets = [];

    internal SloNotificationOptions()
    {
    }

    /// <summary>The targets declared so far.</summary>
    public IReadOnlyList<SloNotificationTarget> Targets => _targets;

    /// <summary>
    /// Identifies this process among replicas, as label <c>instance</c> for Alertmanager and as the source of events; empty: no such label.
    /// </summary>
    /// <value>Default: the machine's name.</value>
    public string Instance { get; set; } = Environment.MachineName;

    /// <summary>Declares a target.</summary>
    /// <param name="name">Unique, regardless of case.</param>
    /// <param name="type">The format of the notifications.</param>
    /// <param name="configure">Sets the address and which alerts to send.</param>
    public void AddTarget(string name, SloNotificationType type, Action<SloNotificationTarget>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        SloNotificationTarget target = new(name, type);
        configure?.Invoke(target);
        Add(target);
    }

    internal void Add(SloNotificationTarget target) => _targets.Add(target);
}
