namespace Slo.AsCode.Comparing;

/// <summary>Pairs the rules of two definitions by kind, severity and windows, and judges what became of each.</summary>
internal static class RuleChanges
{
    internal static IEnumerable<(SloDifferenceKind Kind, AlertRule? Was, AlertRule? Now)> Between(
        IEnumerable<AlertRule> before, IEnumerable<AlertRule> after)
    {
        // A rule may stand twice: each is matched once, those that stayed first.
        List<AlertRule> left = [.. after];
        AlertRule[] changed =
        [
            .. before.Where(rule => !Take(left, other => Key(other) == Key(rule) && Delays(other, rule).All(delay => delay == 0), out _)),
        ];
        foreach (AlertRule rule in changed)
        {
            yield return !Take(left, other => Key(other) == Key(rule), out AlertRule? now) ? (SloDifferenceKind.RuleRemoved, rule, null)
                : Delays(now!, rule).Any(delay => delay > 0) ? (SloDifferenceKind.RuleLoosened, rule, now)
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

    private static string Key(AlertRule rule) => string.Join(' ', [
        rule.Definition.Kind.Name, rule.Severity.Word(),
        .. rule.Values.Where(value => value.Key.Effect == AlertRuleEffect.OtherRule).Select(value => AlertRuleArgument.Format(value.Value)),
    ]);

    // By how much each value makes the rule fire later. One respect is enough: an outage that only this respect delays is
    // reported later, or not at all. The factor and not the budget's share, which changes with the period and alerts no other way.
    private static IEnumerable<decimal> Delays(AlertRule now, AlertRule was)
    {
        Dictionary<AlertRuleArgument, object> one = now.Values.ToDictionary();
        Dictionary<AlertRuleArgument, object> other = was.Values.ToDictionary();
        return
            from argument in one.Keys.Union(other.Keys)
            where argument.Effect is AlertRuleEffect.Later or AlertRuleEffect.Earlier
            let more = Size(argument, one) - Size(argument, other)
            select argument.Effect == AlertRuleEffect.Later ? more : -more;
    }

    private static decimal Size(AlertRuleArgument argument, Dictionary<AlertRuleArgument, object> values) =>
        values.TryGetValue(argument, out var value) ? argument.Measure(value) : 0;
}
