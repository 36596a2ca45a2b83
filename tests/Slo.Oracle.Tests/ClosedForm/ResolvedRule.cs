namespace Slo.Tests.ClosedForm;

/// <summary>A rule on its own, of an objective with a target of 99.9 %.</summary>
internal static class ResolvedRule
{
    internal static BurnRateRule Over(this AlertRuleDefinition rule, TimeSpan period) =>
        (new SloDefinition { Name = "rule", TargetRatio = 0.999m, Period = SloPeriod.Rolling(period), Rules = [rule] }).Resolve().BurnRateRules[0];
}
