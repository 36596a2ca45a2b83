namespace Slo.Tests.ClosedForm;

/// <summary>The rule that a definition gives for a period.</summary>
internal static class RuleOf
{
    internal static BurnRateRule Period(TimeSpan period, AlertRuleDefinition rule) =>
        new SloDefinition { Name = "rule", TargetRatio = 0.999m, Period = SloPeriod.Rolling(period), Rules = [rule] }.Resolve().BurnRateRules[0];
}
