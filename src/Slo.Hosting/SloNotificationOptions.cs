using Slo.Hosting.Notifications;

namespace Slo;

/// <summary>The notification targets of a host, from code and from configuration.</summary>
public sealed class SloNotificationOptions
{
    private readonly List<SloNotificationTarget> _targets = [];

    internal SloNotificationOptions()
    {
    }

    /// <summary>The targets declared so far.</summary>
    public IReadOnlyList<SloNotificationTarget> Targets => _targets;

    /// <summary>Identifies this process among replicas: the label <c>instance</c> for Alertmanager, and the source of events. Empty: no
    /// such label.</summary>
    /// <value>Default: the machine name.</value>
    public string Instance { get; set; } = Environment.MachineName;

    /// <summary>The targets as read by <see cref="Check"/>.</summary>
    internal IReadOnlyList<TargetProfile> Profiles { get; private set; } = [];

    /// <summary>Adds a target.</summary>
    /// <param name="name">The name, unique without regard to case.</param>
    /// <param name="target">The target; all errors are reported at start.</param>
    public void AddTarget(string name, SloNotificationTarget target)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(target);
        Add(name, target, $"Notifications:{name}");
    }

    /// <summary>Reads all targets into <see cref="Profiles"/>.</summary>
    /// <returns>All errors. Secrets are named and never shown.</returns>
    internal IReadOnlyList<SloFinding> Check()
    {
        TargetReading[] readings = [.. _targets.Select(target => new TargetReading(target))];
        Profiles = [.. readings.Select(reading => reading.Profile)];
        return
        [
            .. readings.SelectMany(reading => reading.Findings),
            .. _targets.GroupBy(target => target.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1)
                .Select(group => SloFinding.Error(SloFindingCodes.DuplicateName,
                    $"Notifications:{group.Key}: is declared {group.Count()} times (names are compared without case); "
                    + "give each a name of its own", group.Last().Path)),
        ];
    }

    /// <summary>Gives up the targets of options that were rejected.</summary>
    internal void Release() => _targets.ForEach(target => target.Release());

    internal void Add(string name, SloNotificationTarget target, string path)
    {
        target.Name = name;
        target.Path = path;
        _targets.Add(target);
    }
}
