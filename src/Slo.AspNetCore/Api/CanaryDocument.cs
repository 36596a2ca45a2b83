namespace Slo.AspNetCore.Api;

/// <summary>JSON: how a canary compares with its baseline.</summary>
/// <remarks><c>InstanceId</c> is that of <see cref="CohortsDocument"/>.</remarks>
internal sealed record CanaryDocument(
    string Name, string InstanceId, SloCanaryVerdict Verdict, string Reason, CanaryCohortDocument Baseline, CanaryCohortDocument Canary,
    long ComparedEvents, long? RequiredEvents, double? ChanceRatio, double? BurnRate, double ElapsedSeconds)
{
    internal static CanaryDocument Of(SloTracker tracker, string instanceId, string baseline, string canary)
    {
        SloCanaryReport report = tracker.GetCanary(baseline, canary);
        return new(
            tracker.Objective.Name, instanceId, report.Verdict, report.Reason, CanaryCohortDocument.Of(baseline, report.Baseline),
            CanaryCohortDocument.Of(canary, report.Canary), report.ComparedEvents, report.RequiredEvents, report.ChanceRatio,
            report.BurnRate, report.Elapsed.TotalSeconds);
    }
}
