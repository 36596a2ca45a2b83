using Slo.AsCode.Reading;

namespace Slo.AsCode.OpenSlo;

/// <summary>Turns alert policies into rules. A policy has one window; what a rule has besides stands in annotations.</summary>
internal sealed class RuleMapper(OpenSloStore store, Metadata slo, bool isComplete)
{
    private static readonly string[] PageWords = ["page", "pager", "critical", "crit", "high", "urgent", "emergency", "fatal", "sev0", "sev1", "p0", "p1", "1"];
    private static readonly string[] TicketWords =
        ["ticket", "warning", "warn", "medium", "low", "info", "informational", "minor", "notice", "email", "sev2", "sev3", "sev4", "p2", "p3", "p4", "2", "3", "4"];

    internal void Apply(IReadOnlyList<OpenSloObject?> policies, SloObjectiveBuilder builder)
    {
        if (slo.Annotations.Text(AnnotationNames.BurnRateRules) is { } word)
        {
            if (word == "none")
            {
                builder.NoRules();
            }
            else
            {
                slo.Findings.Error(Codes.Annotation, slo.Annotations.Place(AnnotationNames.BurnRateRules)!, $"{AnnotationNames.BurnRateRules} '{Shown.Text(word)}': must be none; rules are alertPolicies");
            }
        }

        if (policies.Count == 0)
        {
            foreach (var name in AnnotationNames.OfRule.Where(name => slo.Annotations.Place(name) is not null))
            {
                slo.Findings.Error(Codes.Annotation, slo.Annotations.Place(name)!, $"{name}: is of rules, and the SLO has no alertPolicies; write one, or take it out");
            }
        }

        foreach (OpenSloObject? policy in policies)
        {
            if (policy is { IsBroken: false, Spec: AlertPolicySpec { Condition: { } link } spec })
            {
                if (store.Resolve(link, "AlertCondition", policy.Metadata, isComplete, "; the policy has no effect without it") is { IsBroken: false, Spec: AlertConditionSpec condition } resolved)
                {
                    Apply(policy.Metadata, spec, resolved.Metadata, condition, builder);
                }
            }
        }

        OtherRules.Read(slo, builder);
    }

    private void Apply(Metadata policy, AlertPolicySpec spec, Metadata conditionMetadata, AlertConditionSpec condition, SloObjectiveBuilder builder)
    {
        RuleAnnotations given = new(conditionMetadata.Annotations, policy.Annotations, slo.Annotations);
        AlertSeverity severity = Severity(condition, conditionMetadata);
        if (spec.WhenBreaching == false)
        {
            conditionMetadata.Findings.Warn(Codes.Breaching, policy.Node, $"policy '{Shown.Text(policy.Name)}': alertWhenBreaching is false, so it does not alert on its burn rate");
        }
        else
        {
            if (spec.WhenBreaching is null)
            {
                policy.Findings.Warn(Codes.Breaching, policy.Node, $"policy '{Shown.Text(policy.Name)}': does not say alertWhenBreaching, which OpenSLO takes for false; it is taken for true, so write it");
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
            metadata.Findings.Warn(Codes.Operator, condition.Node, $"op '{condition.Operator}': a burn rate alerts when it is high; taken as {(condition.Operator == "lt" ? "gt" : "gte")}, so write that");
        }

        ThresholdComparison comparison = condition.Operator is "gt" or "lt" ? ThresholdComparison.Above : ThresholdComparison.AtOrAbove;
        TimeSpan longWindow = given.Duration(AnnotationNames.LongWindow) ?? condition.Lookback;

        // OpenSLO's condition has one window: without an annotation there is no control window.
        TimeSpan shortWindow = given.Duration(AnnotationNames.ShortWindow) ?? longWindow;
        var minimum = given.WholeNumber(AnnotationNames.MinimumEvents) ?? 0;
        AlertRuleSettings settings = new()
        {
            Hold = given.Duration(AnnotationNames.Hold) ?? condition.AlertAfter,
            KeepFiring = given.Duration(AnnotationNames.KeepFiring) ?? TimeSpan.Zero,
            CoolDown = given.Duration(AnnotationNames.CoolDown) ?? TimeSpan.Zero,
            MinimumBadEvents = given.WholeNumber(AnnotationNames.MinimumBadEvents) ?? 0,
            Confidence = given.Number(AnnotationNames.Confidence),
        };
        if (given.Number(AnnotationNames.BudgetFraction) is { } fraction)
        {
            builder.BudgetRule(severity, fraction, longWindow, shortWindow, minimum, comparison, settings);
        }
        else if (given.Number(AnnotationNames.ErrorRatio) is { } ratio)
        {
            builder.ThresholdRule(severity, ratio, longWindow, minimum, comparison, settings);
        }
        else
        {
            builder.BurnRateRule(severity, condition.Threshold, longWindow, shortWindow, minimum, comparison, settings);
        }
    }

    private static AlertSeverity Severity(AlertConditionSpec condition, Metadata metadata)
    {
        var word = condition.Severity.ToLowerInvariant();
        if (PageWords.Contains(word))
        {
            return AlertSeverity.Page;
        }

        if (!TicketWords.Contains(word))
        {
            metadata.Findings.Warn(Codes.Severity, condition.Node, $"severity '{Shown.Text(condition.Severity)}': is taken for ticket; write page or ticket");
        }

        return AlertSeverity.Ticket;
    }
}
