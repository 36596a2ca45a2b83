namespace Slo;

/// <summary>What differs between two sets of definitions.</summary>
public enum SloDifferenceKind
{
    /// <summary>The objective is new.</summary>
    Added,

    /// <summary>The objective is gone.</summary>
    Removed,

    /// <summary>The target is lower: less is promised.</summary>
    TargetLoosened,

    /// <summary>The target is higher: more is promised.</summary>
    TargetTightened,

    /// <summary>The latency threshold is longer, or gone: less is promised.</summary>
    LatencyLoosened,

    /// <summary>The latency threshold is shorter, or new: more is promised.</summary>
    LatencyTightened,

    /// <summary>Another period is judged; counts start over.</summary>
    Period,

    /// <summary>The budget is spent in another way: less may be promised; counts start over, unless only unobserved time counts
    /// otherwise.</summary>
    Method,

    /// <summary>The target of slices is higher: more is promised; counts start over.</summary>
    MethodTightened,

    /// <summary>Other events are counted, or judged otherwise: less may be promised; counts start over.</summary>
    Indicator,

    /// <summary>A rule was added.</summary>
    RuleAdded,

    /// <summary>A rule was taken away.</summary>
    RuleRemoved,

    /// <summary>
    /// A rule of the same severity and windows fires later or less often: its factor is higher, its hold longer, a guard stricter.
    /// </summary>
    RuleLoosened,

    /// <summary>A rule of the same severity and windows fires earlier or more often.</summary>
    RuleTightened,

    /// <summary>Groups or compactness changed; counts start over.</summary>
    History,

    /// <summary>Names, owner, description, labels or annotations changed; nothing is judged otherwise.</summary>
    Texts,
}
