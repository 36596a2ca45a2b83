namespace Slo.Shared.Reporting;

/// <summary>An objective as a history is played to it: with another target or the default rules. Its events are only counted.</summary>
/// <param name="TargetRatio">The target.</param>
/// <param name="Objective">The objective; null: with this target its rules are no valid definition.</param>
/// <param name="Reason">Why there is none.</param>
internal sealed record ReplayVariant(decimal TargetRatio, SloObjective? Objective, string? Reason)
{
    /// <param name="objective">As declared.</param>
    /// <param name="target">The target.</param>
    /// <param name="hasDefaultRules">Whether it has the default rules in place of its own.</param>
    internal static ReplayVariant Of(SloObjective objective, decimal target, bool hasDefaultRules = false)
    {
        try
        {
            // The threshold stays: a rule about latency needs one.
            return new(target, (objective.Definition with
            {
                TargetRatio = target,
                SlaTargetRatio = null,
                Grouping = null,
                AlertPerGroup = false,
                Indicator = SloIndicator.Manual,
                Rules = hasDefaultRules ? [] : objective.Definition.Rules,
                UsesDefaultRules = hasDefaultRules || objective.Definition.UsesDefaultRules,
            }).Resolve(), null);
        }
        catch (SloDefinitionException exception)
        {
            return new(target, null, string.Join("; ", exception.Findings.Select(finding => finding.Message)));
        }
    }
}
