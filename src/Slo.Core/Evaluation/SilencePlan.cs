namespace Slo.Evaluation;

/// <summary>Nothing was counted for the rule's time.</summary>
internal sealed class SilencePlan(SilenceRule rule) : RulePlan(rule)
{
    internal override bool Holds(EvaluationScratch readings, bool held) => readings.Position - readings.SilentSince >= rule.After.Ticks;
}
