namespace Slo.Definitions;

/// <summary>Makes the rules of an objective of what it declares. Collects, never stops at the first error.</summary>
internal static class RuleResolver
{
    private const int MaximumRules = 32;
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(7);

    /// <summary>The rules to evaluate. A declared rule that cannot fire is an error; a default one is kept, with a warning.</summary>
    internal static List<AlertRule> Resolve(SloDefinition objective, bool isTargetKnown, List<SloFinding> errors, List<SloFinding> warnings)
    {
        if (isTargetKnown && objective.TargetRatio == 0)
        {
            warnings.Add(SloFinding.Warning(
                SloFindingCodes.ZeroTarget, "target 0 %: every event may be bad, so no rule can ever hold", "target"));
        }

        if (objective.Rules.Count > MaximumRules)
        {
            errors.Add(SloFinding.Error(SloFindingCodes.InvalidCount, FormattableString.Invariant(
                $"rules: {objective.Rules.Count} are given, at most {MaximumRules} are evaluated"), "rules"));
        }

        List<AlertRule> rules = [];
        foreach ((AlertRuleDefinition rule, bool isDefault) in Declared(objective))
        {
            var before = errors.Count;
            var label = rule.Kind.Label(rule);
            errors.AddRange(Check(rule, objective).Select(error => error with { Message = $"{label}: {error.Message}", Path = label }));
            if (errors.Count > before || !isTargetKnown)
            {
                continue;
            }

            AlertRule resolved = rule.Kind.Resolve(rule, objective) with { IsDefault = isDefault };
            rules.Add(resolved);
            if (rule.Kind.Unreachable(resolved, objective) is var (reason, remedy))
            {
                var path = $"rule '{resolved}'";
                (isDefault ? warnings : errors).Add(isDefault
                    ? SloFinding.Warning(SloFindingCodes.UnreachableDefaultRule,
                        $"{path}: can never hold, {reason}; declare rules that fit the target", path)
                    : SloFinding.Error(SloFindingCodes.UnreachableRule, $"{path}: can never hold, {reason}; {remedy}", path));
            }
        }

        return rules;
    }

    private static IEnumerable<(AlertRuleDefinition Rule, bool IsDefault)> Declared(SloDefinition objective)
    {
        IEnumerable<AlertRuleDefinition> defaults = objective.UsesDefaultRules ? DefaultRules.For(objective) : [];
        return defaults.Select(rule => (rule, true)).Concat(objective.Rules.Select(rule => (rule, false)));
    }

    private static IEnumerable<SloFinding> Check(AlertRuleDefinition rule, SloDefinition objective)
    {
        IEnumerable<SloFinding> ofValues = rule.Values.Select(value => value.Key.Check(value.Value)).OfType<SloFinding>();
        foreach (SloFinding error in ofValues.Concat(rule.Kind.Check(rule, objective)))
        {
            yield return error;
        }

        if (!Enum.IsDefined(rule.Severity))
        {
            yield return SloFinding.Error(SloFindingCodes.UnknownWord, "severity must be Page or Ticket");
        }

        foreach (AlertRuleArgument wait in AlertRuleSettings.Arguments)
        {
            if (rule.Duration(wait) is var length && (length < TimeSpan.Zero || length > LongestWait))
            {
                yield return SloFinding.Error(
                    SloFindingCodes.OutOfRange, $"{wait.Label} {SloDuration.Format(length)} must be from 0 to 7d");
            }
        }

        foreach (AlertRuleArgument stray in rule.Strays)
        {
            yield return SloFinding.Error(
                SloFindingCodes.NotAllowedHere, $"{stray.Label} does not go with this kind of rule; leave it out");
        }
    }
}
