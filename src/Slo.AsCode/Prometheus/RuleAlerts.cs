namespace Slo.AsCode.Prometheus;

/// <summary>The kinds of rules beside burn rates, as alerts of Prometheus. A kind that is not here is a stated loss.</summary>
internal static class RuleAlerts
{
    private static readonly Dictionary<AlertRuleKind, RuleAlert> Kinds = new()
    {
        [RemainingBudgetRule.Kind] = Of<RemainingBudgetRule>(
            needsPeriod: true,
            (rule, recorded) => $"{recorded.Remaining} < {PromNumber.Format(rule.RemainingRatio)}", loss: "",
            (rule, objective) => (
                rule.RemainingRatio == 0
                    ? "the error budget is overspent"
                    : $"less than {PromNumber.Percent(rule.RemainingRatio)} of the error budget is left",
                $"{{{{ $value | humanizePercentage }}}} of the budget of {objective.Period} is left.")),
        [ExhaustionRule.Kind] = Of<ExhaustionRule>(
            needsPeriod: true,
            (rule, recorded) => $"{recorded.Exhaustion}<= {PromNumber.Format((decimal)rule.Within.TotalSeconds)}", loss: "",
            (rule, _) => (
                $"the error budget ends within {SloDuration.Format(rule.Within)}",
                "At the current burn rate the budget ends in {{ $value | humanizeDuration }}.")),
        [SilenceRule.Kind] = Of<SilenceRule>(
            needsPeriod: false,
            (rule, recorded) => recorded.Events.Silence(rule.After), loss: "a ratio does not show whether there were events",
            (rule, _) => (
                $"no events for {SloDuration.Format(rule.After)}",
                "No traffic, or no source of events: there is no compliance and no burn rate at present.")),
    };

    /// <summary>How a rule is asked; null for burn rates, and for kinds that Prometheus cannot be asked.</summary>
    internal static RuleAlert? Find(AlertRule rule) => Kinds.GetValueOrDefault(rule.Definition.Kind);

    internal static bool NeedsPeriod(AlertRule rule) => Find(rule)?.NeedsPeriod == true;

    /// <summary>Why the alert of a rule is missing, or null.</summary>
    internal static string? Loss(AlertRule rule, RecordedQueries recorded) => rule is BurnRateRule ? null
        : Find(rule) is not { } alert ? "Prometheus has no counterpart of this kind of rule"
        : alert.Condition(rule, recorded) is null ? alert.Loss
        : null;

    private static RuleAlert Of<TRule>(
        bool needsPeriod, Func<TRule, RecordedQueries, string?> condition, string loss,
        Func<TRule, SloObjective, (string, string)> texts)
        where TRule : AlertRule =>
        new(needsPeriod,
            (rule, recorded) => condition((TRule)rule, recorded), loss,
            (rule, objective) => texts((TRule)rule, objective));
}
