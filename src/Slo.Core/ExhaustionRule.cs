using Slo.Evaluation;

namespace Slo;

/// <summary>
/// Holds while, at the current burn rate, the error budget ends within a time (<see cref="SloStatus.TimeToExhaustion"/>).
/// </summary>
public sealed record ExhaustionRule : AlertRule
{
    private static readonly AlertRuleArgument WithinArgument = new(
        "within", "ExhaustionWithin", AlertRuleUnit.Duration, AlertRuleEffect.Earlier,
        "Holds while the budget is forecast to end within this time.")
    {
        IsRequired = true,
        Example = TimeSpan.FromDays(3),
    };

    /// <summary>The kind of these rules.</summary>
    public static readonly AlertRuleKind Kind = new("exhaustion", new AlertRuleBasis(WithinArgument))
    {
        Resolve = (rule, _) => new ExhaustionRule(rule),
        Label = rule => $"rule '{new ExhaustionRule(rule)}'",
        Check = (rule, objective) => rule.Duration(WithinArgument) is var within
            && within > TimeSpan.Zero && within <= objective.Period.Length
            ? []
            : [SloFinding.Error(
                SloFindingCodes.OutOfRange,
                $"the time must be above 0 and at most the period {SloDuration.Format(objective.Period.Length)}, for example 3d")],
    };

    private ExhaustionRule(AlertRuleDefinition definition)
        : base(definition) => Within = definition.Duration(WithinArgument);

    /// <summary>The rule holds while the forecast is this long or less; above 0, at most the period.</summary>
    public TimeSpan Within { get; }

    /// <summary>Declares such a rule.</summary>
    /// <param name="severity">Page or ticket.</param>
    /// <param name="within">The rule holds while the budget is forecast to end within this time; at most the period.</param>
    /// <param name="settings">Hold, keep-firing, cool-down; default: none.</param>
    public static AlertRuleDefinition Define(AlertSeverity severity, TimeSpan within, AlertRuleSettings? settings = null) =>
        new(Kind.Bases[0], severity, [new(WithinArgument, within), .. (settings ?? AlertRuleSettings.None).Values]);

    /// <inheritdoc/>
    public override string ToString() => $"{Severity.Word()} when the budget ends within {SloDuration.Format(Within)}";

    // The forecast of exhaustion as the status gives it.
    internal override RulePlan Plan(EvaluationPlan plan) => new ConditionPlan(
        this, readings => BudgetForecast.TimeToExhaustion(plan, readings, Within) is not null, readings => readings.PeriodStart);
}
