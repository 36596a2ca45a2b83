namespace Slo.Tests.Crossing;

/// <summary>One rule of a crossing, as it is declared.</summary>
/// <param name="Kind">By what.</param>
/// <param name="Severity">Page or ticket.</param>
/// <param name="Value">The factor, the budget fraction, the error ratio, or the share of the budget left.</param>
/// <param name="LongWindow">The long window; the time of a forecast or of a silence.</param>
/// <param name="ShortWindow">The short window; of a ratio the same as the long one.</param>
/// <param name="IsAbove">Whether the threshold itself does not count.</param>
/// <param name="MinimumEvents">With fewer events the rule keeps its state.</param>
/// <param name="Settings">Its guards.</param>
public sealed record CrossingRule(
    CrossingRuleKind Kind, AlertSeverity Severity, decimal Value, TimeSpan LongWindow, TimeSpan ShortWindow, bool IsAbove, long MinimumEvents,
    AlertRuleSettings Settings)
{
    internal bool IsBurnRate => Kind <= CrossingRuleKind.ErrorRatio;

    internal SloObjectiveBuilder Declare(SloObjectiveBuilder objective)
    {
        ThresholdComparison comparison = IsAbove ? ThresholdComparison.Above : ThresholdComparison.AtOrAbove;
        return Kind switch
        {
            CrossingRuleKind.Factor => objective.BurnRateRule(Severity, Value, LongWindow, ShortWindow, MinimumEvents, comparison, Settings),
            CrossingRuleKind.BudgetFraction => objective.BudgetRule(Severity, Value, LongWindow, ShortWindow, MinimumEvents, comparison, Settings),
            CrossingRuleKind.ErrorRatio => objective.ThresholdRule(Severity, Value, LongWindow, MinimumEvents, comparison, Settings),
            CrossingRuleKind.BudgetLeft => objective.RemainingBudgetRule(Severity, Value, Settings),
            CrossingRuleKind.Exhaustion => objective.ExhaustionRule(Severity, LongWindow, Settings),
            _ => objective.SilenceRule(Severity, LongWindow, Settings),
        };
    }

    public override string ToString() => $"{Kind} {Severity} {Value} {SloDuration.Format(LongWindow)}/{SloDuration.Format(ShortWindow)}"
        + $"{(IsAbove ? " above" : "")} n>={MinimumEvents} bad>={Settings.MinimumBadEvents} hold {Settings.Hold:c} keep "
        + $"{Settings.KeepFiring:c} cool {Settings.CoolDown:c} confidence {Settings.Confidence}";
}
