namespace Slo.State;

/// <summary>Which states of a version have targets and exclusions.</summary>
internal enum TermsPlace
{
    /// <summary>None: one target was in force at all times.</summary>
    Nowhere,

    /// <summary>All.</summary>
    Always,

    /// <summary>Those in which they differ from the state before.</summary>
    WhereNew,
}
