namespace Slo;

/// <content>The rules of the objective's alert.</content>
public sealed partial class SloObjectiveBuilder
{
    /// <summary>Adds a rule of any kind. The first burn-rate rule replaces the default rules.</summary>
    /// <param name="rule">Made by <c>Define</c> of its type.</param>
    public SloObjectiveBuilder Rule(AlertRuleDefinition rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        _rules.Add(rule);
        return this;
    }

    /// <summary>Adds a rule by the share of budget it protects; the factor follows from the period. The first rule added replaces
    /// the default rules.</summary>
    /// <param name="severity">Page or ticket.</param>
    /// <param name="budgetFraction">In (0, 1]: 0.02 for "2 % of the budget within the long window".</param>
    /// <param name="longWindow">Whole seconds, at most the period.</param>
    /// <param name="shortWindow">Default: a twelfth of the long window.</param>
    /// <param name="minimumEvents">With fewer events in the long window the rule keeps its state.</param>
    /// <param name="comparison">Whether exactly at the factor counts.</param>
    /// <param name="settings">Hold, keep-firing, cool-down, guards for low traffic; default: none.</param>
    public SloObjectiveBuilder BudgetRule(
        AlertSeverity severity, decimal budgetFraction, TimeSpan longWindow, TimeSpan? shortWindow = null,
        long minimumEvents = 0, ThresholdComparison comparison = ThresholdComparison.AtOrAbove, AlertRuleSettings? settings = null) =>
        Rule(Slo.BurnRateRule.DefineByBudget(severity, budgetFraction, longWindow, shortWindow, minimumEvents, comparison, settings));

    /// <summary>Adds a rule by its burn-rate factor. The first rule added replaces the default rules.</summary>
    /// <param name="severity">Page or ticket.</param>
    /// <param name="factor">Above 0: 14.4 for "14.4 times the sustainable rate".</param>
    /// <param name="longWindow">Whole seconds, at most the period.</param>
    /// <param name="shortWindow">Default: a twelfth of the long window; equal to it: no control window.</param>
    /// <param name="minimumEvents">With fewer events in the long window the rule keeps its state.</param>
    /// <param name="comparison">Whether exactly at the factor counts.</param>
    /// <param name="settings">Hold, keep-firing, cool-down, guards for low traffic; default: none.</param>
    public SloObjectiveBuilder BurnRateRule(
        AlertSeverity severity, decimal factor, TimeSpan longWindow, TimeSpan? shortWindow = null,
        long minimumEvents = 0, ThresholdComparison comparison = ThresholdComparison.AtOrAbove, AlertRuleSettings? settings = null) =>
        Rule(Slo.BurnRateRule.Define(severity, factor, longWindow, shortWindow, minimumEvents, comparison, settings));

    /// <summary>Adds a plain threshold on the bad ratio of one window: precise to read, slow to reset and easily noisy (docs/alerting.md).
    /// The first rule added replaces the default rules.</summary>
    /// <param name="severity">Page or ticket.</param>
    /// <param name="errorRatio">In (0, 1]: 0.01 for "1 % of the events are bad".</param>
    /// <param name="window">Whole seconds, at most the period.</param>
    /// <param name="minimumEvents">With fewer events in the window the rule keeps its state.</param>
    /// <param name="comparison">Whether exactly at the ratio counts.</param>
    /// <param name="settings">Hold, keep-firing, cool-down, guards for low traffic; default: none.</param>
    public SloObjectiveBuilder ThresholdRule(
        AlertSeverity severity, decimal errorRatio, TimeSpan window,
        long minimumEvents = 0, ThresholdComparison comparison = ThresholdComparison.AtOrAbove, AlertRuleSettings? settings = null) =>
        Rule(Slo.BurnRateRule.DefineByErrorRatio(severity, errorRatio, window, minimumEvents, comparison, settings));

    /// <summary>Adds a rule on the remaining budget of the period. It does not affect burn-rate rules, added or default.</summary>
    /// <param name="severity">Page or ticket.</param>
    /// <param name="remainingRatio">In [0, 1): 0.25 for "less than 25 % left".</param>
    /// <param name="settings">Hold, keep-firing, cool-down; default: none.</param>
    public SloObjectiveBuilder RemainingBudgetRule(AlertSeverity severity, decimal remainingRatio, AlertRuleSettings? settings = null) =>
        Rule(Slo.RemainingBudgetRule.Define(severity, remainingRatio, settings));

    /// <summary>Adds a rule on the forecast of exhaustion. It does not affect burn-rate rules, added or default.</summary>
    /// <param name="severity">Page or ticket.</param>
    /// <param name="within">The rule is met while the budget is forecast to be exhausted within this time; at most the period.</param>
    /// <param name="settings">Hold, keep-firing, cool-down; default: none.</param>
    public SloObjectiveBuilder ExhaustionRule(AlertSeverity severity, TimeSpan within, AlertRuleSettings? settings = null) =>
        Rule(Slo.ExhaustionRule.Define(severity, within, settings));

    /// <summary>Adds a rule on silence. It does not affect burn-rate rules, added or default.</summary>
    /// <param name="severity">Page or ticket.</param>
    /// <param name="after">The rule is met after this time without events; whole seconds, at most the period.</param>
    /// <param name="settings">Hold, keep-firing, cool-down; default: none.</param>
    public SloObjectiveBuilder SilenceRule(AlertSeverity severity, TimeSpan after, AlertRuleSettings? settings = null) =>
        Rule(Slo.SilenceRule.Define(severity, after, settings));

    /// <summary>Adds a rule that raises a ticket while behaviour is unusual. It does not affect burn-rate rules.</summary>
    /// <param name="signal">The signal that is watched; null: any of them.</param>
    /// <param name="settings">Hold, keep-firing, cool-down; default: none.</param>
    public SloObjectiveBuilder AnomalyRule(SloAnomalySignal? signal = null, AlertRuleSettings? settings = null) =>
        Rule(Slo.AnomalyRule.Define(signal, settings));

    /// <summary>Removes all burn-rate rules, including the default ones. Without another kind of rule, the objective is measured but
    /// never alerts.</summary>
    public SloObjectiveBuilder NoRules()
    {
        _rules.RemoveAll(rule => rule.Kind.ReplacesDefaults);
        return NoDefaultRules();
    }

    /// <summary>Removes all rules that were added: the default ones apply again, until others are added.</summary>
    public SloObjectiveBuilder DefaultRules()
    {
        _rules.Clear();
        return With(_declared = _declared with { UsesDefaultRules = true });
    }

    private SloObjectiveBuilder NoDefaultRules() => With(_declared = _declared with { UsesDefaultRules = false });
}
