namespace Slo.Shared.Incidents;

/// <summary>JSON: all that is known of an incident. What is not known is null. Texts are one clean line each.</summary>
internal sealed record IncidentFile
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string? Group { get; init; }

    public required string? Service { get; init; }

    public required string? Owner { get; init; }

    public required string? Category { get; init; }

    public required string? Queue { get; init; }

    public required string Severity { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset? EndedAt { get; init; }

    /// <summary>The instant of the numbers.</summary>
    public required DateTimeOffset AsOf { get; init; }

    public required string? Resolution { get; init; }

    public required string? Cause { get; init; }

    public required IReadOnlyList<IncidentSeverityDocument> Severities { get; init; }

    public required double? PeakBurnRate { get; init; }

    public required long GoodEvents { get; init; }

    public required long BadEvents { get; init; }

    public required double? BudgetSpentRatio { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>What to do first.</summary>
    public required string? FirstResponse { get; init; }

    public required IncidentNoteDocument? Acknowledgement { get; init; }

    public required IReadOnlyList<IncidentNoteDocument> Comments { get; init; }

    /// <summary>What its bad events have in common, the largest share first; empty: nothing is known. Apps of earlier versions have none.
    /// It has a set accessor, because generated JSON sets what is missing to null where there is an init accessor.</summary>
    public IReadOnlyList<ContributorDocument> Contributors { get; set; } = [];

    /// <summary>The oldest line first.</summary>
    public required IReadOnlyList<IncidentEvent> Timeline { get; init; }

    /// <summary>How many lines of the timeline were left out in its middle.</summary>
    public required int Omitted { get; init; }

    /// <summary>False: the store did not answer, or has more than is read.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>A draft for the review of the incident, a paragraph on each line; null while it lasts.</summary>
    public required string? Summary { get; init; }
}
