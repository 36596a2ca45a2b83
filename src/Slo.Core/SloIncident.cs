using System.Collections.ObjectModel;
using Slo.State;

namespace Slo;

/// <summary>
/// One stretch of time during which an alert fired, from the first rule that fired to the last that ended. Immutable: an incident that
/// lasts is read anew.
/// </summary>
public sealed record SloIncident
{
    /// <summary>The most <see cref="Severities"/>. Beyond that, the second and later ones are dropped first.</summary>
    public const int MostSeverities = 100;

    /// <summary>The most <see cref="Contributors"/>, and the most exemplars of each.</summary>
    public const int MostContributors = 3;

    /// <summary>
    /// Unique: the start in UTC and the fingerprint of the alert. The same after a restart in the middle of the incident. In ordinal order,
    /// incidents follow one another by their start.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>The objective's name.</summary>
    public required string Name { get; init; }

    /// <summary>The group that the alert is about; null: all events of the objective.</summary>
    public string? Group { get; init; }

    /// <summary>The service of the objective, or null.</summary>
    public string? Service { get; init; }

    /// <summary>The owner of the objective, or null.</summary>
    public string? Owner { get; init; }

    /// <summary>The fingerprint of the alert (<see cref="SloAlert.Fingerprint"/>).</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The labels of the objective when the incident began. Those of incidents that an earlier version kept are empty.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>When the first rule fired, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the last one ended, UTC; null while one fires. After a stop without a successor: the last time it was seen.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The instant of the values below, UTC: the last evaluation seen, or the end.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Why it ended; null while it lasts.</summary>
    public SloAlertResolution? Resolution { get; init; }

    /// <summary>The text of the rule that fired first.</summary>
    public string? Cause { get; init; }

    /// <summary>The severity over time, the oldest first. It begins at the start; the last one lasts to the end.</summary>
    public required IReadOnlyList<SloIncidentSeverity> Severities { get; init; }

    /// <summary>The highest severity there was.</summary>
    public AlertSeverity Severity => Severities.Max(one => one.Severity);

    /// <summary>
    /// The highest burn rate in the shortest window of the objective's rules, as of any evaluation while it lasted; null without such a
    /// window.
    /// </summary>
    public double? PeakBurnRate { get; init; }

    /// <summary>Events of the incident, from where the rule that fired began to hold, less its long window
    /// (<see cref="SloAlert.IncidentEvents"/>).</summary>
    public SloEventCounts Events { get; init; }

    /// <summary>The share of the period's error budget that it spent (<see cref="SloAlert.BudgetSpentRatio"/>); null without
    /// events.</summary>
    public double? BudgetSpentRatio { get; init; }

    /// <summary>
    /// What its bad events have in common that those before had not (<see cref="SloTracker.GetAlertContributors(int, int)"/>), the largest
    /// share first: as of the last change of the alert, at the end those of the whole incident, with the first one of its last escalation.
    /// Those that were found before stay if a later search finds none, or knows only the time since a restart. Empty: none was found, or
    /// the alert is of a fleet or of events without properties. Computed when incidents are read, and kept by a store.
    /// </summary>
    public IReadOnlyList<SloContributor> Contributors { get; init; } = [];

    /// <summary>Writes the incident for <see cref="FromBytes"/>, in a form that later versions read too.</summary>
    public byte[] ToBytes() => LedgerFormat.Write(this);

    /// <summary>Reads an incident.</summary>
    /// <param name="bytes">Of <see cref="ToBytes"/>. The format has no checksum: a store needs one of its own.</param>
    /// <exception cref="InvalidDataException">The bytes are no incident, or one of a version that is not known here.</exception>
    public static SloIncident FromBytes(ReadOnlySpan<byte> bytes) => LedgerFormat.ReadIncident(bytes);
}
