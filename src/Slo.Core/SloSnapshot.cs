namespace Slo;

/// <summary>All objectives of a registry as of one evaluation, and the changes of their alerts until then. Immutable.</summary>
public sealed class SloSnapshot
{
    internal SloSnapshot(
        DateTimeOffset asOf, IReadOnlyList<SloStatus> statuses, IReadOnlyList<SloStatus> groups,
        IReadOnlyList<SloAlertTransition> transitions)
    {
        AsOf = asOf;
        Statuses = statuses;
        GroupStatuses = groups;
        Transitions = transitions;
    }

    /// <summary>The instant of the newest status, UTC; without objectives, when the snapshot was made.</summary>
    public DateTimeOffset AsOf { get; }

    /// <summary>The status of each objective, in the order of their addition.</summary>
    public IReadOnlyList<SloStatus> Statuses { get; }

    /// <summary>The status of each group that has an alert of its own (<see cref="SloAlert.Group"/>).</summary>
    public IReadOnlyList<SloStatus> GroupStatuses { get; }

    /// <summary>The last 1,000 changes of alerts, the oldest first.</summary>
    public IReadOnlyList<SloAlertTransition> Transitions { get; }
}
