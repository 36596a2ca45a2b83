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
            faults.AddRange(rule.Kind.Check(rule, objective).Concat(CheckSettings(rule)).Select(fault => $"{rule.Kind.Label(rule)}: {fault}"));
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

    private static IEnumerable<string> CheckSettings(AlertRuleDefinition rule)
    {
        var settings = AlertRuleSettings.Of(rule);
        if (!Enum.IsDefined(rule.Severity))
        {
            yield return "severity must be Page or Ticket";
        }

        foreach ((string name, TimeSpan value) in
            ((string, TimeSpan)[])[("hold", settings.Hold), ("keep firing", settings.KeepFiring), ("cool-down", settings.CoolDown)])
        {
            if (value < TimeSpan.Zero || value > LongestWait)
            {
                yield return $"{name} {SloDuration.Format(value)} must be from 0 to 7d";
            }
        }

        if (rule.Strays.Any())
        {
            yield return "minimum bad events and confidence are of burn-rate rules only";
        }

        if (settings.MinimumBadEvents < 0)
        {
            yield return FormattableString.Invariant($"minimum bad events {settings.MinimumBadEvents} may not be negative");
        }

        if (settings.Confidence is { } confidence && !AlertRuleSettings.ConfidenceArgument.Limits.Allow(confidence))
        {
            yield return FormattableString.Invariant($"confidence {confidence} must be from 0.5 to below 1, for example 0.95");
        }
    }
}
