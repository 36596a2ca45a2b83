namespace Slo.AsCode.OpenSlo;

/// <summary>The annotations of a rule: of the condition, else of the policy, else of the SLO.</summary>
internal sealed class RuleAnnotations(params Annotations[] nearestFirst)
{
    internal bool Has(string name) => Holder(name) is not null;

    internal object? Value(AlertRuleArgument argument) =>
        Holder(RuleFields.Annotation(argument))?.Value(RuleFields.Annotation(argument), argument.Unit);

    private Annotations? Holder(string name) => Array.Find(nearestFirst, annotations => annotations.Place(name) is not null);
}
