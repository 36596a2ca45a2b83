using Slo.Evaluation;

namespace Slo;

/// <content>Starting from an objective that exists: what if its target, or its rules, were others?</content>
public sealed partial class SloObjectiveBuilder
{
    /// <summary>Starts with all settings of an objective. Default rules stay defaults: they follow the target and period set afterwards.</summary>
    /// <param name="objective">Is not changed.</param>
    public static SloObjectiveBuilder From(SloObjective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        SloObjectiveBuilder builder = new(objective.Name)
        {
            _displayName = objective.DisplayName,
            _service = objective.Service,
            _description = objective.Description,
            _owner = objective.Owner,
            _indicator = objective.Indicator,
            _latencyThreshold = objective.LatencyThreshold,
            _targetRatio = objective.TargetRatio,
            _period = objective.Period,
            _method = objective.Method,
            _isCompact = objective.IsCompact,
            _grouping = objective.Grouping,
        };
        foreach ((string key, string value) in objective.Labels)
        {
            builder.Label(key, value);
        }

        foreach ((string key, string value) in objective.Annotations)
        {
            builder.Annotation(key, value);
        }

        builder._guards.AddRange(GuardsOf(objective));
        return builder.Build().Rules.SequenceEqual(objective.Rules) ? builder : builder.RulesOf(objective);
    }

    /// <summary>Takes over all rules of another objective, with their factors as they are, in place of all rules so far.</summary>
    /// <param name="objective">Whose rules.</param>
    public SloObjectiveBuilder RulesOf(SloObjective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        NoRules();
        _rules.AddRange(objective.Rules.Select(BurnRateDraft.ForRule));
        _guards.Clear();
        _guards.AddRange(GuardsOf(objective));
        return this;
    }

    private static IEnumerable<RuleDraft> GuardsOf(SloObjective objective) =>
        objective.AlertRules.Except(objective.Rules).Select(rule => new ReadyDraft(rule));
}
