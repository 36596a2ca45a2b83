using System.Numerics;
using Slo.Evaluation;
using Slo.History;

namespace Slo.Judging;

/// <content>Judges periods that are over.</content>
internal sealed partial class ObjectiveJudge
{
    /// <summary>What a calendar period comes to, by the targets that were in force in it. The thread that evaluates.</summary>
    internal PeriodVerdict Judge(ClosedPeriod closed)
    {
        SloEventCounts budget = closed.Counts.Budget;
        EvaluationPlan plan = _plan;
        Fraction perUnit = closed.Allowed is { } parts && budget.Total > 0
            ? Fraction.From((BigInteger)parts, (BigInteger)budget.Total * Stretches.PartsPerUnit)
            : closed.TargetRatio is { } target ? Fraction.From(1 - target) : plan.AllowedPerUnit;
        var isEmpty = closed.Counts.Events.Total == 0 || budget.Total == 0;
        Coverage coverage = closed.Time is var (from, to) ? Covered(from, to, to, budget) : Coverage.Full;
        AllowedBad allowed = plan.Allowed(budget, coverage, perUnit);
        var sla = plan.Objective.SlaTargetRatio;
        return new(
            closed.From, closed.To, closed.Counts.Events, isEmpty ? null : ErrorBudget.Compliance(budget),
            decimal.Round(1 - perUnit.ToDecimal(), 10), isEmpty ? null : IsWithin(budget, perUnit),
            isEmpty ? null : ErrorBudget.RemainingRatio(budget, allowed),
            closed.Time is var (start, end) ? _history.Coverage(start, end) : null,
            sla, isEmpty || sla is null ? null : IsWithin(budget, Fraction.From(1 - sla.Value)));
    }

    private static bool IsWithin(SloEventCounts budget, Fraction perUnit) => perUnit.CompareRatio(budget.Bad, budget.Total) <= 0;
}
