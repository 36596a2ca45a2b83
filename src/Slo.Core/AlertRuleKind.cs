namespace Slo;

/// <summary>One kind of alert rule. Every format (configuration, its schema, JSON, OpenSLO, comparison) is generic over this.</summary>
/// <remarks>docs/design.md describes how to add a kind.</remarks>
public sealed class AlertRuleKind
{
    internal AlertRuleKind(string name, params AlertRuleBasis[] bases)
    {
        Name = name;
        Bases = bases;
        foreach (AlertRuleBasis basis in bases)
        {
            basis.Kind = this;
        }
    }

    /// <summary>Every kind that there is.</summary>
    public static IReadOnlyList<AlertRuleKind> All => field ??=
    [
        BurnRateRule.Kind,
        RemainingBudgetRule.Kind,
        ExhaustionRule.Kind,
        SilenceRule.Kind,
        AnomalyRule.Kind,
    ];

    /// <summary>Its name in JSON, for example <c>burnRate</c>.</summary>
    public string Name { get; }

    /// <summary>The ways to declare such a rule; most kinds have one.</summary>
    public IReadOnlyList<AlertRuleBasis> Bases { get; }

    /// <summary>Whether a rule of this kind replaces the default rules of the period.</summary>
    public bool ReplacesDefaults { get; internal init; }

    /// <summary>Makes the rule, which has passed its checks.</summary>
    internal Func<AlertRuleDefinition, SloDefinition, AlertRule> Resolve { get; init; } = null!;

    /// <summary>What is wrong with a rule of this objective, beside the limits of its arguments.</summary>
    internal Func<AlertRuleDefinition, SloDefinition, IEnumerable<SloFinding>> Check { get; init; } = (_, _) => [];

    /// <summary>Why a rule that was made can never hold, and what to do about it; null if it can.</summary>
    internal Func<AlertRule, SloDefinition, (string Reason, string Remedy)?> Unreachable { get; init; } = (_, _) => null;

    /// <summary>What findings call a rule.</summary>
    internal Func<AlertRuleDefinition, string> Label { get; init; } = null!;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
