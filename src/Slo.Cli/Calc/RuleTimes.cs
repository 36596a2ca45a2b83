namespace Slo.Cli.Calc;

/// <summary>
/// When a rule fires and ends, by the formulas of docs/math.md: even traffic, a clean past, a constant share of bad events.
/// </summary>
/// <param name="Threshold">The bad ratio of both windows at which the rule holds: factor x budget.</param>
/// <param name="Detection">From the start of the outage; null: never.</param>
/// <param name="Reset">From the end of an outage that it detected; null: never detected.</param>
internal readonly record struct RuleTimes(double Threshold, TimeSpan? Detection, TimeSpan? Reset)
{
    internal static RuleTimes Of(BurnRateRule rule, decimal targetRatio, decimal badRatio)
    {
        var threshold = rule.Factor * (1 - targetRatio);
        return badRatio == 0 || threshold > badRatio
            ? new((double)threshold, null, null)
            : new((double)threshold, rule.LongWindow * (double)(threshold / badRatio),
                rule.ShortWindow * (double)(1 - (threshold / badRatio)));
    }
}
