namespace Slo.Evaluation;

/// <summary>A rule that holds while a signal is unusual. Where that is not known yet, it keeps what held.</summary>
internal sealed class AnomalyPlan(AnomalyRule rule) : RulePlan(rule)
{
    internal override bool Holds(EvaluationBuffer readings, bool held) =>
        readings.Observations is { } open ? open.Since(rule.Signal) is not null : held;

    internal override long BeginOf(EvaluationBuffer readings, long heldSince) => readings.Observations?.Since(rule.Signal) ?? heldSince;
}
