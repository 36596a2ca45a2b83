using Slo.AsCode.Reading;
using Slo.Shared.Severities;

namespace Slo.AsCode.OpenSlo;

/// <summary>Maps alert policies to rules. A policy has one window; annotations hold the other values of a rule.</summary>
internal sealed class RuleMapper(References references, Metadata slo)
{
    internal void Apply(IReadOnlyList<OpenSloObject?> policies, SloObjectiveBuilder builder)
    {
        ReadBurnRateRules(builder);
        if (policies.Count == 0)
        {
            RefuseRuleAnnotations();
        }

        foreach (OpenSloObject? policy in policies)
        {
            if (policy is { IsBroken: false, Spec: AlertPolicySpec { Condition: { } link } spec }
                && references.Condition(link, policy) is { IsBroken: false, Spec: AlertConditionSpec condition } resolved)
            {
                Apply(policy.Metadata, spec, resolved.Metadata, condition, builder);
            }
        }

        OtherRules.Read(slo, builder);
    }

    private void ReadBurnRateRules(SloObjectiveBuilder builder)
    {
        const string Name = AnnotationNames.BurnRateRules;
        if (slo.Annotations.Text(Name) is not { } word)
        {
            return;
        }

        if (word == "none")
        {
            builder.NoRules();
        }
        else
        {
            slo.Findings.Error(SloFindingCodes.InvalidAnnotation, slo.Annotations.Place(Name)!,
                $"{Name} '{Shown.Text(word)}': must be none; write rules as alertPolicies");
        }
    }

    private void RefuseRuleAnnotations()
    {
        foreach (var name in RuleFields.Annotations)
        {
            if (slo.Annotations.Place(name) is { } place)
            {
                slo.Findings.Error(SloFindingCodes.InvalidAnnotation, place,
                    $"{name}: applies to rules, but the SLO has no alertPolicies; add one, or remove the annotation");
            }
        }
    }

    private void Apply(
        Metadata policy, AlertPolicySpec spec, Metadata conditionMetadata, AlertConditionSpec condition, SloObjectiveBuilder builder)
    {
        RuleAnnotations given = new(conditionMetadata.Annotations, policy.Annotations, slo.Annotations);
        AlertSeverity severity = Severity(condition, conditionMetadata);
        if (spec.WhenBreaching == false)
        {
            conditionMetadata.Findings.Warn(SloFindingCodes.PolicyWithoutBurnRate, policy.Node,
                $"policy '{Shown.Text(policy.Name)}': alertWhenBreaching is false, so the policy does not alert on its burn rate");
        }
        else
        {
            if (spec.WhenBreaching is null)
            {
                policy.Findings.Warn(SloFindingCodes.PolicyWithoutBurnRate, policy.Node,
                    $"policy '{Shown.Text(policy.Name)}': alertWhenBreaching is missing; it is read as true, but the default of OpenSLO is "
                    + "false, so write it");
            }

            AddRule(severity, condition, conditionMetadata, given, builder);
        }

        if (spec.WhenNoData)
        {
            builder.SilenceRule(severity, condition.Lookback);
        }
    }

    private static void AddRule(
        AlertSeverity severity, AlertConditionSpec condition, Metadata metadata, RuleAnnotations given, SloObjectiveBuilder builder)
    {
        if (condition.Operator is "lt" or "lte")
        {
            var instead = condition.Operator == "lt" ? "gt" : "gte";
            metadata.Findings.Warn(SloFindingCodes.BurnRateOperator, condition.Node,
                $"op '{condition.Operator}': a burn-rate alert fires when the rate is high, so it is read as {instead}; write that");
        }

        ThresholdComparison comparison = condition.Operator is "gt" or "lt" ? ThresholdComparison.Above : ThresholdComparison.AtOrAbove;
        // The threshold is the factor, unless an annotation gives another basis.
        AlertRuleBasis basis = BurnRateRule.Kind.Bases.FirstOrDefault(basis => given.Has(RuleFields.Annotation(basis.Condition)))
            ?? BurnRateRule.Kind.Bases.First(basis => RuleFields.Of(basis.Condition) == RuleField.Threshold);
        List<KeyValuePair<AlertRuleArgument, object>> values = [];
        foreach (AlertRuleArgument argument in basis.Arguments.Prepend(basis.Condition))
        {
            if (Value(argument, condition, comparison, given, values) is { } value)
            {
                values.Add(new(argument, value));
            }
            else if (argument.IsRequired)
            {
                return;
            }
        }

        builder.Rule(new AlertRuleDefinition(basis, severity, values));
    }

    private static object? Value(
        AlertRuleArgument argument, AlertConditionSpec condition, ThresholdComparison comparison, RuleAnnotations given,
        List<KeyValuePair<AlertRuleArgument, object>> before) => RuleFields.Of(argument) switch
        {
            RuleField.Threshold => condition.Threshold,
            RuleField.Operator => comparison.ToString(),
            RuleField.LookbackWindow => given.Value(argument) ?? condition.Lookback,

            // OpenSLO's condition has one window: without an annotation there is no control window.
            RuleField.ControlWindow => given.Value(argument)
                ?? before.Find(value => RuleFields.Of(value.Key) == RuleField.LookbackWindow).Value,
            RuleField.AlertAfter => given.Value(argument) ?? condition.AlertAfter,
            _ => given.Value(argument),
        };

    private static AlertSeverity Severity(AlertConditionSpec condition, Metadata metadata)
    {
        AlertSeverity? severity = SeverityWords.Find(condition.Severity);
        if (severity is null)
        {
            metadata.Findings.Warn(SloFindingCodes.UnknownSeverity, condition.Node,
                $"severity '{Shown.Text(condition.Severity)}': is read as ticket; write page or ticket");
        }

        return severity ?? AlertSeverity.Ticket;
    }
}
