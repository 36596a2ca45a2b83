namespace Slo.AsCode.Prometheus;

/// <summary>What keeps a burn-rate rule from firing on few events.</summary>
internal static class Guards
{
    internal static bool HasAny(BurnRateRule rule) =>
        rule.MinimumEvents > 0 || rule.Settings.MinimumBadEvents > 0 || rule.Settings.Confidence is not null;

    /// <summary>Whether a guard asks what the query does not give.</summary>
    internal static bool IsLost(BurnRateRule rule, EventQueries events) =>
        ((rule.MinimumEvents > 0 || rule.Settings.MinimumBadEvents > 0) && events.Count(rule.LongWindow) is null)
        || (rule.Settings.Confidence is not null && events.Units(rule.LongWindow) is null);

    /// <summary>At or above a number of bad events: compared between whole numbers, because counts may be quotients.</summary>
    internal static string Least(long badEvents) => FormattableString.Invariant($"> {badEvents - 0.5m}");

    internal static string Comparison(BurnRateRule rule) => rule.Comparison == ThresholdComparison.Above ? ">" : ">=";

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

    /// <summary>How many events or slices a confidence needs, all of them bad, before the rule can hold. 0 without one.</summary>
    internal static long LeastCertain(BurnRateRule rule, SloObjective objective)
    {
        var threshold = Threshold(rule, objective);
        return rule.Settings.Confidence is { } confidence && threshold < 1
            ? (long)Math.Pow(Deviation(threshold, confidence) / (1 - (double)threshold), 2) + 2
            : 0;
    }
}
