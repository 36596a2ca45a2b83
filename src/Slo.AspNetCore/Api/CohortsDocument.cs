namespace Slo.AspNetCore.Api;

/// <summary>JSON: the cohorts of an objective, in the order in which they appeared, and how they are compared.</summary>
internal sealed record CohortsDocument(
    string Name, decimal AllowedBadRatio, CanaryOptionsDocument Comparison, IReadOnlyList<CohortDocument> Cohorts)
{
    internal static CohortsDocument Of(SloTracker tracker, SloCanaryOptions options) => new(
        tracker.Objective.Name, 1 - tracker.Objective.TargetRatio, CanaryOptionsDocument.Of(options),
        [.. tracker.GetCohorts().Select(CohortDocument.Of)]);
}
