namespace Slo.AspNetCore.Api;

/// <summary>JSON: a target that an objective declares for some time.</summary>
internal sealed record ScheduledTargetDocument(string When, decimal TargetRatio)
{
    internal static ScheduledTargetDocument Of(SloScheduledTarget target) => new(target.When.ToString(), target.TargetRatio);
}
