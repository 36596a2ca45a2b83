namespace Slo.AsCode.Prometheus;

/// <summary>What keeps a burn-rate rule from firing on few events.</summary>
internal static class Guards
{
    internal static bool NeedsCount(BurnRateRule rule) =>
        rule.MinimumEvents > 0 || rule.Settings.MinimumBadEvents > 0 || rule.Settings.Confidence is not null;

    /// <summary>The bad ratio from which the rule holds: factor times budget.</summary>
    internal static decimal Threshold(BurnRateRule rule, SloObjective objective) => rule.Factor * (1 - objective.TargetRatio);

    /// <summary>
    /// What has to be taken from the ratio, with the square root of the count below it: the lower bound of Wilson's score interval
    /// reaches t exactly where ratio - z sqrt(t (1 - t) / n) does.
    /// </summary>
    internal static double Deviation(decimal threshold, decimal confidence)
    {
        var t = Math.Min(1, (double)threshold);
        return SloStatistics.NormalQuantile((double)confidence) * Math.Sqrt(t * (1 - t));
    }
}
