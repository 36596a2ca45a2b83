namespace Slo.AspNetCore.Api;

/// <summary>JSON: how cohorts are compared.</summary>
internal sealed record CanaryOptionsDocument(
    double LevelRatio, double PowerRatio, double DetectableFactor, int MinimumEvents, double WithinSeconds, double BurnRateLimit)
{
    internal static CanaryOptionsDocument Of(SloCanaryOptions options) => new(
        options.LevelRatio, options.PowerRatio, options.DetectableFactor, options.MinimumEvents, options.Within.TotalSeconds,
        options.BurnRateLimit);
}
