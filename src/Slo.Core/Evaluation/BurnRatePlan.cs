using System.Runtime.CompilerServices;

namespace Slo.Evaluation;

/// <summary>A burn-rate rule, and where its windows are read.</summary>
/// <param name="rule">The rule.</param>
/// <param name="longWindow">Index of its long window.</param>
/// <param name="shortWindow">Index of its short window.</param>
/// <param name="threshold">The factor, times the bad events that one unit allows by the declared target.</param>
/// <param name="unit">What one event, or one slice, counts as in the budget.</param>
/// <param name="plan">The plan of the objective.</param>
internal sealed class BurnRatePlan(BurnRateRule rule, int longWindow, int shortWindow, Fraction threshold, double unit, EvaluationPlan plan)
    : RulePlan(rule)
{
    private readonly double? _quantile =
        rule.Settings.Confidence is { } confidence ? SloStatistics.NormalQuantile((double)confidence) : null;
    // Of the rule, here: where ten thousand objectives are evaluated, a further object is a further cache miss.
    private readonly long _minimumEvents = rule.MinimumEvents;
    private readonly long _minimumBadEvents = rule.Settings.MinimumBadEvents;
    private readonly int _least = rule.Comparison == ThresholdComparison.AtOrAbove ? 0 : 1;

    internal int Long => longWindow;

    internal override long Prefetch() => _minimumBadEvents + _least + (long)threshold.Numerator;

    internal int Short => shortWindow;

    internal override bool Holds(EvaluationBuffer readings, bool held)
    {
        ref readonly SloEventCounts events = ref readings.WindowEvents[longWindow];

        // Without a bad event nothing burns, however few events there are: an outage that ended with its traffic must not fire on for ever.
        return events.Total < _minimumEvents
            ? held && events.Bad > 0
            : events.Bad >= _minimumBadEvents && Reaches(readings, longWindow) && Reaches(readings, shortWindow);
    }

    internal override long BeginOf(EvaluationBuffer readings, long heldSince) => heldSince - rule.LongWindow.Ticks;

    // A window without events has no burn rate, and what does not exist reaches nothing.
    private bool Reaches(EvaluationBuffer readings, int window)
    {
        ref readonly SloEventCounts counts = ref readings.WindowBudgets[window];
        if (counts.Bad == 0)
        {
            return false;
        }

        return plan.IsPlain(readings, window) && _quantile is null
            ? threshold.CompareRatio(counts.Bad, EvaluationPlan.Units(counts)) >= _least
            : ReachesAllowed(readings, window, counts.Bad);
    }

    // Out of line: what it needs on the stack would cost every rule.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool ReachesAllowed(EvaluationBuffer readings, int window, long bad)
    {
        Fraction least = readings.Shares is null ? threshold : rule.ThresholdOf(plan.PerUnit(readings, window));
        AllowedBad allowed = plan.Allowed(readings, window);
        return allowed.Compare(bad, least) >= _least && (_quantile is not { } quantile || IsCertain(bad, allowed, least, quantile));
    }

    // Unobserved time counts as good events do.
    private bool IsCertain(long bad, in AllowedBad allowed, Fraction least, double quantile) =>
        WilsonBound.Lower(bad / unit, allowed.Units / allowed.Coverage.Ratio / unit, quantile) >= least.ToDouble();
}
