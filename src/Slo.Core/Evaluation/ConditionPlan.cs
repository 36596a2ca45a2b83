namespace Slo.Evaluation;

/// <summary>A rule whose condition is a plain question to what an evaluation read.</summary>
/// <param name="rule">The rule.</param>
/// <param name="holds">Whether its condition holds.</param>
/// <param name="begin">Where on the timeline began what it watches: the period, the silence.</param>
internal sealed class ConditionPlan(AlertRule rule, Func<EvaluationScratch, bool> holds, Func<EvaluationScratch, long> begin)
    : RulePlan(rule)
{
    internal override long BeginOf(EvaluationScratch readings, long heldSince) => begin(readings);

    internal override bool Holds(EvaluationScratch readings, bool held) => holds(readings);
}
