namespace Slo;

/// <summary>One way to declare a rule of a kind: by the value of one condition, with what goes with it.</summary>
public sealed class AlertRuleBasis
{
    internal AlertRuleBasis(AlertRuleArgument condition, params ReadOnlySpan<AlertRuleArgument> companions)
    {
        Condition = condition;
        Arguments = [.. companions, .. AlertRuleSettings.Arguments];
    }

    /// <summary>The kind of rule that is declared.</summary>
    public AlertRuleKind Kind { get; internal set; } = null!;

    /// <summary>What is compared: a factor, a share of the budget, a ratio, a time. Its key in configuration determines the
    /// basis.</summary>
    public AlertRuleArgument Condition { get; }

    /// <summary>What else such a rule may have, in the order in which it is written.</summary>
    public IReadOnlyList<AlertRuleArgument> Arguments { get; }
}
