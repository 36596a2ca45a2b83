using Slo.Evaluation;

namespace Slo;

/// <summary>Holds while an observation of unusual behaviour is open (<see cref="SloTracker.Observations"/>). It raises tickets only: an
/// observation never pages.</summary>
/// <remarks>Observations are made at the end of slices of 5 minutes, and after a day what was unusual is the new normal. While detectors
/// go through a restored history, the rule keeps its state. docs/insight.md describes the method.</remarks>
public sealed record AnomalyRule : AlertRule
{
    private const string Any = "Any";

    private static readonly AlertRuleArgument SignalArgument = new(
        "signal", "Anomaly", AlertRuleUnit.Word, AlertRuleEffect.OtherRule, "Holds while this signal is unusual.")
    {
        IsRequired = true,
        Words = [Any, .. Enum.GetNames<SloAnomalySignal>()],
        Example = Any,
    };

    /// <summary>The kind of these rules.</summary>
    public static readonly AlertRuleKind Kind = new("anomaly", new AlertRuleBasis(SignalArgument))
    {
        Resolve = (rule, _) => new AnomalyRule(rule),
        Label = rule => $"rule '{new AnomalyRule(rule)}'",
        Check = (rule, _) => rule.Severity == AlertSeverity.Ticket
            ? []
            : [SloFinding.Error(SloFindingCodes.OutOfRange, "the severity must be Ticket: unusual behaviour never pages")],
        Unreachable = (rule, objective) => ((AnomalyRule)rule).Signal == SloAnomalySignal.Latency && objective.LatencyThreshold is null
            ? ("because the objective has no latency threshold",
                "declare one, for example 300ms, or watch another signal: Any, BadRatio or Traffic")
            : null,
    };

    private AnomalyRule(AlertRuleDefinition definition)
        : base(definition) =>
        Signal = Enum.TryParse(definition[SignalArgument] as string, out SloAnomalySignal signal) ? signal : null;

    /// <summary>The signal that is watched; null: any of them.</summary>
    public SloAnomalySignal? Signal { get; }

    /// <summary>Declares such a rule. Its severity is <see cref="AlertSeverity.Ticket"/>.</summary>
    /// <param name="signal">The signal that is watched; null: any of them. With <see cref="SloAnomalySignal.Latency"/>, the objective must
    /// have a latency threshold.</param>
    /// <param name="settings">Hold, keep-firing, cool-down; default: none.</param>
    public static AlertRuleDefinition Define(SloAnomalySignal? signal = null, AlertRuleSettings? settings = null) =>
        new(Kind.Bases[0], AlertSeverity.Ticket,
            [new(SignalArgument, signal?.ToString() ?? Any), .. (settings ?? AlertRuleSettings.None).Values]);

    /// <inheritdoc/>
    public override string ToString() => $"{Severity.Word()} while " + Signal switch
    {
        SloAnomalySignal.BadRatio => "the share of bad events is unusual",
        SloAnomalySignal.Traffic => "traffic is unusual",
        SloAnomalySignal.Latency => "latency is unusual",
        _ => "traffic, latency or the share of bad events is unusual",
    };

    internal override RulePlan Plan(EvaluationPlan plan) => new AnomalyPlan(this);
}
