namespace Slo.AsCode.OpenSlo;

/// <summary>The annotations of a rule: the condition's, else the policy's, else the SLO's.</summary>
internal sealed class RuleAnnotations(params Annotations[] nearestFirst)
{
    internal TimeSpan? Duration(string name) => Holder(name)?.Duration(name);

    internal long? WholeNumber(string name) => Holder(name)?.WholeNumber(name);

    internal decimal? Number(string name) => Holder(name)?.Number(name);

    private Annotations? Holder(string name) => Array.Find(nearestFirst, annotations => annotations.Place(name) is not null);
}
