using Slo.Evaluation;

namespace Slo;

/// <summary>
/// A multi-window burn-rate rule: it holds while the burn rate over the long window and over the short window both reach the factor.
/// The long window shows that a significant part of the budget was spent, the short one that it is still being spent.
/// </summary>
/// <remarks>
/// Immutable. Factor and budget fraction are equivalent: factor = fraction x period / long window (SRE workbook, chapter 5). A rule keeps
/// the one that was declared.
/// </remarks>
public sealed partial record BurnRateRule : AlertRule
{
    private BurnRateRule(AlertRuleDefinition definition, Fraction factor, TimeSpan period)
        : base(definition)
    {
        LongWindow = LongOf(definition);
        ShortWindow = ShortOf(definition);
        ExactFactor = factor;
        Factor = factor.ToDecimal();
        BudgetFraction = (decimal?)definition[FractionArgument] ?? (Factor * LongWindow.Ticks / period.Ticks);
        Comparison = Enum.Parse<ThresholdComparison>(definition.Word(ComparisonArgument));
        MinimumEvents = definition.Count(MinimumEventsArgument);
    }

    /// <summary>The burn rate at which the rule holds, for example 14.4.</summary>
    public decimal Factor { get; }

    /// <summary>The share of the period's error budget that is spent when the factor lasts for the long window, for example 0.02.</summary>
    public decimal BudgetFraction { get; }

    /// <summary>The window that determines how much budget must have been spent.</summary>
    public TimeSpan LongWindow { get; }

    /// <summary>The control window that ends the alert soon after the fault; default: a twelfth of the long window.</summary>
    public TimeSpan ShortWindow { get; }

    /// <summary>Whether a burn rate exactly at the factor counts. Default: it does.</summary>
    public ThresholdComparison Comparison { get; }

    /// <summary>With fewer events than this in the long window the rule keeps its state. Default 0: no guard.</summary>
    public long MinimumEvents { get; }

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<AlertRuleArgument, object>> Values =>
    [
        new(FactorArgument, Factor), new(FractionArgument, BudgetFraction), new(LongArgument, LongWindow), new(ShortArgument, ShortWindow),
        new(ComparisonArgument, Comparison.ToString()), new(MinimumEventsArgument, MinimumEvents), .. Settings.Values,
    ];

    internal Fraction ExactFactor { get; }

    /// <summary>The ratio of bad events at which the rule holds, by what a unit allows: a declared ratio is that for every
    /// target.</summary>
    internal Fraction ThresholdOf(Fraction perUnit) =>
        Definition.Basis == ByErrorRatio ? Fraction.From(Definition.Number(ErrorRatioArgument)) : ExactFactor * perUnit;

    internal override IEnumerable<TimeSpan> Windows => [LongWindow, ShortWindow];

    internal override RulePlan Plan(EvaluationPlan plan) => new BurnRatePlan(
        this, plan.IndexOf(LongWindow), plan.IndexOf(ShortWindow), ExactFactor * plan.AllowedPerUnit,
        SliceWorth.UnitOf(plan.Objective.Method), plan);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Severity.Word()} at {Factor:0.####}x over {SloDuration.Format(LongWindow)}/{SloDuration.Format(ShortWindow)}");
}
