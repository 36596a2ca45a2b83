using Slo.Evaluation;

namespace Slo;

/// <summary>Holds if no event was counted for a time: no traffic, or no source of events. Without events there is no burn rate.</summary>
/// <remarks>Time that this process did not observe (before its start, a suspension) is not silence.</remarks>
public sealed record SilenceRule : AlertRule
{
    private static readonly AlertRuleArgument AfterArgument = new(
        "after", "SilenceAfter", AlertRuleUnit.Duration, AlertRuleEffect.Later, "Holds once nothing was counted for so long.")
    {
        IsRequired = true,
        Example = TimeSpan.FromMinutes(10),
    };

    /// <summary>The kind of these rules.</summary>
    public static readonly AlertRuleKind Kind = new("silence", new AlertRuleBasis(AfterArgument))
    {
        Resolve = (rule, _) => new SilenceRule(rule),
        Label = rule => $"rule '{new SilenceRule(rule)}'",
        Check = (rule, objective) => rule.Duration(AfterArgument) is var after
            && after >= TimeSpan.FromSeconds(1) && after.Ticks % TimeSpan.TicksPerSecond == 0 && after <= objective.Period.Length
            ? []
            : [SloFinding.Error(
                SloFindingCodes.OutOfRange, "the time must be whole seconds, at least 1s and at most the period "
                + $"{SloDuration.Format(objective.Period.Length)}, for example 10m")],
    };

    private SilenceRule(AlertRuleDefinition definition)
        : base(definition) => After = definition.Duration(AfterArgument);

    /// <summary>The rule holds if no good and no bad event was counted for this time; whole seconds, at most the period.</summary>
    public TimeSpan After { get; }

    /// <summary>Declares such a rule.</summary>
    /// <param name="severity">Page or ticket.</param>
    /// <param name="after">The rule holds once nothing was counted for so long; whole seconds, at most the period.</param>
    /// <param name="settings">Hold, keep-firing, cool-down; default: none.</param>
    public static AlertRuleDefinition Define(AlertSeverity severity, TimeSpan after, AlertRuleSettings? settings = null) =>
        new(Kind.Bases[0], severity, [new(AfterArgument, after), .. (settings ?? AlertRuleSettings.None).Values]);

    /// <inheritdoc/>
    public override string ToString() => $"{Severity.Word()} after {SloDuration.Format(After)} without events";

    internal override RulePlan Plan(EvaluationPlan plan) =>
        new ConditionPlan(this, readings => readings.Position - readings.SilentSince >= After.Ticks, readings => readings.SilentSince);
}
