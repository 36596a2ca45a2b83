namespace Slo.Evaluation;

/// <summary>A rule whose condition is a plain question to what an evaluation read.</summary>
internal sealed class ConditionPlan(AlertRule rule, Func<EvaluationScratch, bool> holds) : RulePlan(rule)
{
    internal override bool Holds(EvaluationScratch readings, bool held) => holds(readings);
}
