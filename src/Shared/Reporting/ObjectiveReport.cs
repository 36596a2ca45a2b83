using Slo.Shared.Replay;

namespace Slo.Shared.Reporting;

/// <summary>What the review of one objective has: numbers and findings, nothing of how it looks.</summary>
internal sealed record ObjectiveReport
{
    /// <summary>The objective as declared now.</summary>
    internal required SloObjective Objective { get; init; }

    /// <summary>What the range came to.</summary>
    internal required RangeResult Now { get; init; }

    /// <summary>What the range before it came to.</summary>
    internal required RangeResult Before { get; init; }

    /// <summary>How the range went, for charts.</summary>
    internal required IReadOnlyList<CoursePoint> Course { get; init; }

    /// <summary>The incidents, those that cost the most first; at most <see cref="ReportLimits.MostIncidents"/>.</summary>
    internal required IReadOnlyList<IncidentCost> Incidents { get; init; }

    /// <summary>How many incidents there were.</summary>
    internal required int IncidentCount { get; init; }

    /// <summary>How many of them paged.</summary>
    internal required int PageCount { get; init; }

    /// <summary>What all incidents of the objective itself spent; null: not known.</summary>
    internal required double? SpentByIncidents { get; init; }

    /// <summary>The last deployments, in order of time.</summary>
    internal required IReadOnlyList<DeploymentCost> Deployments { get; init; }

    /// <summary>How many deployments there were.</summary>
    internal required int DeploymentCount { get; init; }

    /// <summary>The last closed periods, in order of time.</summary>
    internal required IReadOnlyList<PeriodRecord> Periods { get; init; }

    /// <summary>The four questions of the review.</summary>
    internal required IReadOnlyList<ReviewAnswer> Answers { get; init; }

    /// <summary>The target for the next period.</summary>
    internal required TargetProposal Proposal { get; init; }

    /// <summary>Changes that the history supports.</summary>
    internal required IReadOnlyList<Suggestion> Suggestions { get; init; }

    /// <summary>What the history lacks for others.</summary>
    internal required IReadOnlyList<MissingHistory> Missing { get; init; }

    /// <summary>What other targets would have come to, by target; empty without events, or where only a record is left.</summary>
    internal required IReadOnlyList<WhatIfOutcome> WhatIf { get; init; }

    /// <summary>What unusual behaviour came to.</summary>
    internal ObservationOutcomes Observations { get; init; } = ObservationOutcomes.None;
}
