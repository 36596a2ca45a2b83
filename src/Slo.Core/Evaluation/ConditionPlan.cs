namespace Slo.Evaluation;

/// <summary>A rule whose condition is a plain question to what an evaluation read.</summary>
/// <param name="rule">The rule.</param>
/// <param name="holds">Whether its condition holds.</param>
/// <param name="begin">Where on the timeline began what it watches: the period, the silence.</param>
internal sealed class ConditionPlan(AlertRule rule, Func<EvaluationBuffer, bool> holds, Func<EvaluationBuffer, long> begin)
    : RulePlan(rule)
{
    internal override long BeginOf(EvaluationBuffer readings, long heldSince) => begin(readings);

    internal override bool Holds(EvaluationBuffer readings, bool held) => holds(readings);
}
