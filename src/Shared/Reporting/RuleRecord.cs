namespace Slo.Shared.Reporting;

/// <summary>What a rule did in a replay of the history.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Fired">How many times it began to fire, or fired already when the range began.</param>
/// <param name="Firing">For how long it fired, in whole steps.</param>
/// <param name="HighestBurnRate">The highest burn rate that its windows reached together; null: it has none, or there was none.</param>
internal sealed record RuleRecord(AlertRule Rule, int Fired, TimeSpan Firing, double? HighestBurnRate)
{
    /// <summary>Whether it is about the error budget: when the budget is overspent, such a rule has missed something if it did not
    /// fire.</summary>
    internal bool IsOfBudget => IsAboutBudget(Rule);

    internal static bool IsAboutBudget(AlertRule rule) => rule is BurnRateRule or RemainingBudgetRule or ExhaustionRule;
}
