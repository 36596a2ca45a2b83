namespace Slo.Definitions;

/// <summary>Makes the rules of an objective of what it declares. Collects, never stops at the first fault.</summary>
internal static class RuleResolver
{
    private const int MaximumRules = 32;
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(7);

    /// <summary>The rules to evaluate. An own rule that cannot fire is a fault; a default one is kept, and warned of.</summary>
    internal static List<AlertRule> Resolve(SloDefinition objective, bool isTargetKnown, List<string> faults, List<string> warnings)
    {
        if (isTargetKnown && objective.TargetRatio == 0)
        {
            warnings.Add("target 0 %: every event may be bad, so no rule can ever hold");
        }

        if (objective.Rules.Count > MaximumRules)
        {
            faults.Add(FormattableString.Invariant($"rules: {objective.Rules.Count} are given, at most {MaximumRules} are evaluated"));
        }

        List<AlertRule> rules = [];
        foreach ((AlertRuleDefinition rule, bool isDefault) in Declared(objective))
        {
            var before = faults.Count;
            faults.AddRange(Faults(rule, objective).Select(fault => $"{rule.Kind.Label(rule)}: {fault}"));
            if (faults.Count > before || !isTargetKnown)
            {
                continue;
            }

            AlertRule resolved = rule.Kind.Resolve(rule, objective) with { IsDefault = isDefault };
            rules.Add(resolved);
            if (rule.Kind.Unreachable(resolved, objective) is var (reason, remedy))
            {
                (isDefault ? warnings : faults).Add(
                    $"rule '{resolved}': can never hold, {reason}; {(isDefault ? "declare rules that fit the target" : remedy)}");
            }
        }

        return rules;
    }

    private static IEnumerable<(AlertRuleDefinition Rule, bool IsDefault)> Declared(SloDefinition objective)
    {
        IEnumerable<AlertRuleDefinition> defaults = objective.UsesDefaultRules ? DefaultRules.For(objective) : [];
        return defaults.Select(rule => (rule, true)).Concat(objective.Rules.Select(rule => (rule, false)));
    }

    private static IEnumerable<string> Faults(AlertRuleDefinition rule, SloDefinition objective)
    {
        IEnumerable<string> ofValues = rule.Values.Select(value => value.Key.Fault(value.Value)).OfType<string>();
        foreach (var fault in ofValues.Concat(rule.Kind.Check(rule, objective)))
        {
            yield return fault;
        }

        if (!Enum.IsDefined(rule.Severity))
        {
            yield return "severity must be Page or Ticket";
        }

        foreach (AlertRuleArgument wait in AlertRuleSettings.Arguments)
        {
            if (rule.Duration(wait) is var length && (length < TimeSpan.Zero || length > LongestWait))
            {
                yield return $"{wait.Label} {SloDuration.Format(length)} must be from 0 to 7d";
            }
        }

        foreach (AlertRuleArgument stray in rule.Strays)
        {
            yield return $"{stray.Label} does not go with this kind of rule; leave it out";
        }
    }
}
