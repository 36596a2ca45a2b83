namespace Slo.Evaluation;

/// <summary>A burn-rate rule, where its windows are read, and the bad ratio from which it holds.</summary>
internal sealed class BurnRatePlan(BurnRateRule rule, int longWindow, int shortWindow, Fraction threshold) : RulePlan(rule)
{
    private readonly double? _quantile = rule.Settings.Confidence is { } confidence ? NormalQuantile.Of((double)confidence) : null;
    private readonly double _threshold = threshold.ToDouble();

    internal int Long => longWindow;

    internal int Short => shortWindow;

    internal Fraction Threshold => threshold;

    internal override bool Holds(EvaluationScratch readings, bool held)
    {
        SloEventCounts events = readings.WindowEvents[longWindow];
        return events.Total < rule.MinimumEvents
            ? held
            : events.Bad >= rule.Settings.MinimumBadEvents && Reaches(readings.WindowBudgets[longWindow]) && Reaches(readings.WindowBudgets[shortWindow]);
    }

    // A window without events has no burn rate, and what does not exist reaches nothing.
    private bool Reaches(SloEventCounts counts) =>
        counts.Bad > 0
        && threshold.CompareRatio(counts.Bad, counts.Total) >= (rule.Comparison == ThresholdComparison.AtOrAbove ? 0 : 1)
        && (_quantile is not { } quantile || WilsonBound.Lower(counts, quantile) >= _threshold);
}
