namespace Slo;

/// <content>Starting from an existing objective, for example to try another target or other rules.</content>
public sealed partial class SloObjectiveBuilder
{
    /// <summary>
    /// Starts with all settings of an objective. Default rules, and rules by a share of the budget or by an error ratio, follow the target
    /// and period set afterwards.
    /// </summary>
    /// <param name="objective">Is not changed.</param>
    public static SloObjectiveBuilder From(SloObjective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        return From(objective.Definition);
    }

    /// <summary>Starts with all settings of a declaration.</summary>
    /// <param name="definition">Is not changed.</param>
    public static SloObjectiveBuilder From(SloDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        SloObjectiveBuilder builder = new(definition.Name) { _declared = definition, _hasTarget = true };
        foreach ((string key, string value) in definition.Labels)
        {
            builder.Label(key, value);
        }

        foreach ((string key, string value) in definition.Annotations)
        {
            builder.Annotation(key, value);
        }

        builder._rules.AddRange(definition.Rules);
        builder._scheduledTargets.AddRange(definition.ScheduledTargets);
        builder._exclusions.AddRange(definition.Exclusions);
        return builder;
    }

    /// <summary>Replaces all rules by those of another objective as declared, including its default rules.</summary>
    /// <param name="objective">The objective whose rules are taken.</param>
    public SloObjectiveBuilder RulesOf(SloObjective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        _rules.Clear();
        _rules.AddRange(objective.Rules.Select(rule => rule.Definition));
        return NoDefaultRules();
    }
}
