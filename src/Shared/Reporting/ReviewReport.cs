namespace Slo.Shared.Reporting;

/// <summary>The review of a set of objectives.</summary>
/// <param name="Range">The time that it is about.</param>
/// <param name="AsOf">The instant of the data, UTC.</param>
/// <param name="Objectives">Those with the least budget left first; at most <see cref="ReportLimits.MostSections"/> are complete.</param>
/// <param name="Rest">What the others came to, in the same order; at most <see cref="ReportLimits.MostObjectives"/> with them.</param>
/// <param name="Omitted">How many objectives are in neither.</param>
internal sealed record ReviewReport(
    ReportRange Range, DateTimeOffset AsOf, IReadOnlyList<ObjectiveReport> Objectives,
    IReadOnlyList<(SloObjective Objective, RangeResult Result)> Rest, int Omitted)
{
    /// <summary>False if incidents or entries of the ledger are missing: the store did not answer, or has more than are read.</summary>
    internal bool IsComplete { get; init; } = true;

    /// <summary>The coverage of the service by objectives; null: not known.</summary>
    internal CoverageReport? Coverage { get; init; }

    /// <summary>The names of all declared objectives, not only those of the report; none: not known.</summary>
    internal IReadOnlyCollection<string> Declared { get; init; } = [];

    /// <summary>All in the table.</summary>
    internal IEnumerable<(SloObjective Objective, RangeResult Result)> All =>
        [.. Objectives.Select(one => (one.Objective, one.Now)), .. Rest];
}
