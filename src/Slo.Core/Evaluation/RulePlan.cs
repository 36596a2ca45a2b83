namespace Slo.Evaluation;

/// <summary>A rule, where its windows are read, and the bad ratio from which it holds.</summary>
internal sealed record RulePlan(BurnRateRule Rule, int Long, int Short, Fraction Threshold)
{
    internal bool Holds(EvaluationScratch readings, bool held) =>
        readings.WindowEvents[Long].Total < Rule.MinimumEvents
            ? held
            : Reaches(readings.WindowBudgets[Long]) && Reaches(readings.WindowBudgets[Short]);

    // A window without events has no burn rate, and what does not exist reaches nothing.
    private bool Reaches(SloEventCounts counts) =>
        counts.Bad > 0
        && Threshold.CompareRatio(counts.Bad, counts.Total) >= (Rule.Comparison == ThresholdComparison.AtOrAbove ? 0 : 1);
}
