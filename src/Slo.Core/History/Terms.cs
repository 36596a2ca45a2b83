namespace Slo.History;

/// <summary>What was declared from an instant on, as far as it may change over time: the target and the exclusions.</summary>
/// <param name="Since">The instant, UTC.</param>
/// <param name="TargetRatio">The target where no schedule applies.</param>
/// <param name="Scheduled">The targets that take its place at times.</param>
/// <param name="Exclusions">The exclusions.</param>
internal sealed record Terms(
    DateTimeOffset Since, decimal TargetRatio, IReadOnlyList<SloScheduledTarget> Scheduled, IReadOnlyList<SloExclusion> Exclusions)
{
    internal static Terms Of(SloObjective objective, DateTimeOffset since) =>
        new(since, objective.TargetRatio, objective.ScheduledTargets, objective.Exclusions);

    internal bool AreDeclaredBy(SloObjective objective) => TargetRatio == objective.TargetRatio
        && Scheduled.SequenceEqual(objective.ScheduledTargets) && Exclusions.SequenceEqual(objective.Exclusions);
}
