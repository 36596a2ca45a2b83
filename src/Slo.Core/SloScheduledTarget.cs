namespace Slo;

/// <summary>A target that takes the place of the objective's own while a schedule applies.</summary>
/// <param name="When">When it is in force.</param>
/// <param name="TargetRatio">The share of good events promised then, in [0, 1).</param>
public sealed record SloScheduledTarget(SloSchedule When, decimal TargetRatio)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{TargetRatio * 100:0.##########} % {When}");
}
