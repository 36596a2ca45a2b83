namespace Slo.Evaluation;

/// <summary>Which rules the traffic seen cannot support, and what traffic they need.</summary>
internal static class TrafficLint
{
    /// <summary>Null where the rule and the traffic go together.</summary>
    internal static SloFinding? Check(BurnRateRule rule, SloEventCounts events, AllowedBad allowed)
    {
        var window = SloDuration.Format(rule.LongWindow);
        if (events.Total < rule.MinimumEvents)
        {
            return Warning(SloFindingCodes.TrafficBelowMinimum, rule,
                $"saw {events.Total} events in the last {window}, fewer than its minimum of {rule.MinimumEvents}, "
                + $"so it cannot fire; lower the minimum or lengthen the window");
        }

        var isGuarded = rule.MinimumEvents > 0 || rule.Settings.MinimumBadEvents > 1 || rule.Settings.Confidence is not null;
        if (isGuarded || events.Total == 0)
        {
            return null;
        }

        var needed = NeededEvents(rule.ExactFactor * allowed.ShareOf(events.Total));
        return events.Total >= needed ? null : Warning(SloFindingCodes.TrafficTooLow, rule,
            $"saw {events.Total} events in the last {window}, so a single bad one makes it fire; "
            + $"it needs {needed} events per {window}, or a guard (minimum bad events, a confidence, minimum events), or a longer window");
    }

    /// <summary>The least number of events of which one bad one stays below the threshold.</summary>
    internal static long NeededEvents(Fraction threshold) => threshold.Numerator == 0
        ? 1
        : (long)Math.Min(long.MaxValue, (threshold.Denominator / threshold.Numerator) + 1);

    private static SloFinding Warning(string code, BurnRateRule rule, string problem) =>
        SloFinding.Warning(code, $"rule '{rule}': {problem}", $"rule '{rule}'");
}
