namespace Slo.Shared.Reporting;

/// <summary>What is known of one objective.</summary>
/// <param name="Objective">As declared now.</param>
/// <param name="Steps">Its history, in order of time.</param>
/// <param name="Incidents">Its incidents, and those of its groups.</param>
/// <param name="Entries">Entries of the ledger about it or about the whole set.</param>
internal sealed record ReportSubject(
    SloObjective Objective, IReadOnlyList<SloHistoryStep> Steps, IReadOnlyList<SloIncident> Incidents,
    IReadOnlyList<SloLedgerEntry> Entries)
{
    /// <summary>Objectives that count the same events with another threshold, or with none.</summary>
    internal IReadOnlyList<ReportSubject> Siblings { get; init; } = [];

    /// <summary>Exclusions that were decided while the app ran.</summary>
    internal IReadOnlyList<SloExclusion> Exclusions { get; init; } = [];

    /// <summary>Targets that were overridden while the app ran.</summary>
    internal IReadOnlyList<SloTargetOverride> Overrides { get; init; } = [];

    /// <summary>The last observations of unusual latency, as the app made them: a history has no durations.</summary>
    internal IReadOnlyList<SloObservation> Latency { get; init; } = [];
}
