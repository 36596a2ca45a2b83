namespace Slo;

/// <content>Starting from an objective that exists: what if its target, or its rules, were others?</content>
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

    /// <summary>Begins with a declaration.</summary>
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
        return builder;
    }

    /// <summary>Takes over all rules of another objective as declared, its default ones too, in place of all rules so far.</summary>
    /// <param name="objective">Whose rules.</param>
    public SloObjectiveBuilder RulesOf(SloObjective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        _rules.Clear();
        _rules.AddRange(objective.Rules.Select(rule => rule.Definition));
        return NoDefaultRules();
    }
}
