using Slo.Alerting;

namespace Slo;

/// <summary>A change of an alert, as passed to handlers and notifications. Immutable.</summary>
public sealed record SloAlertTransition
{
    /// <summary>The origin of the alert.</summary>
    public SloAlertSource Source { get; init; }

    /// <summary>
    /// A number that increases within a registry, from 1; 0 for alerts from elsewhere, and for alerts that end because the host stops.
    /// </summary>
    public long Sequence { get; init; }

    /// <summary>What happened.</summary>
    public required SloAlertTransitionKind Kind { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The objective's name, or the name of an alert from elsewhere.</summary>
    public required string Name { get; init; }

    /// <summary>The service of the objective, or null.</summary>
    public string? Service { get; init; }

    /// <summary>The owner of the objective, or null.</summary>
    public string? Owner { get; init; }

    /// <summary>The named set of the objective; empty for the default set and for alerts from elsewhere.</summary>
    public string Set { get; init; } = "";

    /// <summary>Whose events the alert is about.</summary>
    public SloScope Scope { get; init; }

    /// <summary>The group that the alert is about, where an objective alerts per group (<see cref="SloDefinition.AlertPerGroup"/>): also a
    /// label. Null: all events of the objective.</summary>
    public string? Group { get; init; }

    /// <summary>What the alert is about: the name, and the group if there is one.</summary>
    public string Subject => Group is null ? Name : $"{Name} ({Group})";

    /// <summary>
    /// Identifies the alert for receivers that deduplicate: the same after a restart and on every replica. At most 64 characters.
    /// </summary>
    public required string Fingerprint { get; init; }

    /// <summary>The <see cref="SloIncident.Id"/> of the incident that an alert of this process belongs to.</summary>
    public string IncidentId => IncidentLog.IdOf(Fingerprint, StartedAt);

    /// <summary>The severity before; null if it did not fire.</summary>
    public AlertSeverity? Before { get; init; }

    /// <summary>The severity after; null if it does not fire any more.</summary>
    public AlertSeverity? After { get; init; }

    /// <summary>When the incident started, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The text of the rule that caused the change; null if there is none (the objective was removed, the host stops).</summary>
    public string? Cause { get; init; }

    /// <summary>Why the alert was resolved; null if it still fires, and for alerts from elsewhere.</summary>
    public SloAlertResolution? Resolution { get; init; }

    /// <summary>The labels of the objective, or of the alert from elsewhere.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Texts and links: <c>runbook_url</c>, <c>dashboard_url</c>, for alerts from elsewhere also summary and description.
    /// </summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>The status at the time of the change; null for alerts from elsewhere.</summary>
    public SloStatus? Status { get; init; }

    /// <summary>
    /// What the bad events of the incident up to this change have in common that those before had not
    /// (<see cref="SloTracker.GetAlertContributors(int, int)"/>); where a ticket becomes a page, what has risen to make it one. Null for
    /// alerts from elsewhere, where the host stops, where no bad event was recorded with its properties, and for those of a fleet while no
    /// instance has published its bad events.
    /// </summary>
    /// <remarks>Computed by the first read, some milliseconds, and kept. Null if that fails, or if the bad events of a fleet are not known
    /// yet: up to three reads try, and after the third failure it stays null. Any thread.</remarks>
    public SloAttribution? Attribution => Explanation?.Value;

    /// <summary>Computes <see cref="Attribution"/>.</summary>
    internal DeferredAttribution? Explanation { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Kind}" + (After is { } severity ? $" ({severity})" : "");
}
