namespace Slo.AsCode.Comparing;

/// <summary>Pairs the rules of two definitions by severity and windows, and judges what became of each.</summary>
internal static class RuleChanges
{
    internal static IEnumerable<(SloDifferenceKind Kind, AlertRule? Was, AlertRule? Now)> Between(
        IEnumerable<AlertRule> before, IEnumerable<AlertRule> after)
    {
        // A rule may stand twice: each is matched once, those that stayed first.
        List<AlertRule> left = [.. after];
        AlertRule[] changed = [.. before.Where(rule => !Take(left,
            other => Key(other) == Key(rule) && Patience(other).SequenceEqual(Patience(rule)), out _))];
        foreach (AlertRule rule in changed)
        {
            yield return !Take(left, other => Key(other) == Key(rule), out AlertRule? now) ? (SloDifferenceKind.RuleRemoved, rule, null)
                : IsLater(now!, rule) ? (SloDifferenceKind.RuleLoosened, rule, now)
                : (SloDifferenceKind.RuleTightened, rule, now);
        }

        foreach (AlertRule rule in left)
        {
            yield return (SloDifferenceKind.RuleAdded, null, rule);
        }
    }

    private static bool Take(List<AlertRule> from, Predicate<AlertRule> which, out AlertRule? taken)
    {
        var index = from.FindIndex(which);
        taken = index < 0 ? null : from[index];
        if (index >= 0)
        {
            from.RemoveAt(index);
        }

        return index >= 0;
    }

    private static (Type, AlertSeverity, TimeSpan, TimeSpan) Key(AlertRule rule) => rule is BurnRateRule burn
        ? (typeof(BurnRateRule), rule.Severity, burn.LongWindow, burn.ShortWindow)
        : (rule.GetType(), rule.Severity, default, default);

    // One respect is enough: an outage that only this respect delays is reported later, or not at all.
    private static bool IsLater(AlertRule now, AlertRule was) => Patience(now).Zip(Patience(was)).Any(pair => pair.First > pair.Second);

    // All that keeps a rule silent; more of any is later. The factor and not the budget's share, which changes with the period and alerts
    // no other way.
    private static decimal[] Patience(AlertRule rule) =>
    [
        rule switch
        {
            BurnRateRule burn => burn.Factor,
            RemainingBudgetRule budget => -budget.RemainingRatio,
            ExhaustionRule exhaustion => -exhaustion.Within.Ticks,
            SilenceRule silence => silence.After.Ticks,
            _ => 0,
        },
        rule is BurnRateRule { Comparison: ThresholdComparison.Above } ? 1 : 0,
        (rule as BurnRateRule)?.MinimumEvents ?? 0,
        rule.Settings.Hold.Ticks,
        -rule.Settings.KeepFiring.Ticks,
        rule.Settings.CoolDown.Ticks,
        rule.Settings.MinimumBadEvents,
        rule.Settings.Confidence ?? 0,
    ];
}
