using Slo.Evaluation;

namespace Slo;

/// <summary>A rule of an objective's alert: a condition, a severity, and how long the condition must last and the alert is kept.</summary>
/// <remarks>
/// Immutable. Made of an <see cref="AlertRuleDefinition"/> for the period and target of an objective. Rules are equal if they give the same
/// results, however they were declared.
/// </remarks>
public abstract record AlertRule
{
    private protected AlertRule(AlertRuleDefinition definition)
    {
        Definition = definition;
        Severity = definition.Severity;
        Settings = AlertRuleSettings.Of(definition);
    }

    /// <summary>Page or ticket.</summary>
    public AlertSeverity Severity { get; }

    /// <summary>Hold, keep-firing and cool-down times, and guards for low traffic. All zero by default.</summary>
    public AlertRuleSettings Settings { get; }

    /// <summary>The rule as declared: by a factor, by a share of the budget, by an error ratio, and so on.</summary>
    public AlertRuleDefinition Definition { get; }

    /// <summary>Whether it is a default rule of the period, which the objective did not declare.</summary>
    public bool IsDefault { get; internal init; }

    /// <summary>The values by which the rule judges, settings and what follows from period and target included.</summary>
    public virtual IEnumerable<KeyValuePair<AlertRuleArgument, object>> Values => Definition.Values;

    /// <summary>The windows that are read for it.</summary>
    internal virtual IEnumerable<TimeSpan> Windows => [];

    /// <inheritdoc/>
    public virtual bool Equals(AlertRule? other) =>
        other is not null && EqualityContract == other.EqualityContract && Severity == other.Severity && Settings == other.Settings;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(EqualityContract, Severity, Settings);

    /// <summary>How it is judged at run time.</summary>
    internal abstract RulePlan Plan(EvaluationPlan plan);
}
