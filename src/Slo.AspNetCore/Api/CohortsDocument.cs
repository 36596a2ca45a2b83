namespace Slo.AspNetCore.Api;

/// <summary>JSON: the cohorts of an objective, in the order in which they appeared, and how they are compared.</summary>
/// <remarks><c>InstanceId</c> is another one in each process, and after each start: counts of different ids cannot be compared.</remarks>
internal sealed record CohortsDocument(
    string Name, string InstanceId, decimal AllowedBadRatio, CanaryOptionsDocument Comparison, IReadOnlyList<CohortDocument> Cohorts)
{
    internal static CohortsDocument Of(SloTracker tracker, string instanceId, SloCanaryOptions options) => new(
        tracker.Objective.Name, instanceId, 1 - tracker.Objective.TargetRatio, CanaryOptionsDocument.Of(options),
        [.. tracker.GetCohorts().Select(CohortDocument.Of)]);
}
