namespace Slo;

/// <summary>Whether the bad requests of an objective are its own fault or that of a dependency. docs/insight.md has the rule.</summary>
public enum SloDependencyVerdict
{
    /// <summary>Calls are not observed, there are too few requests to tell, or a part of the bad requests is explained by dependencies and
    /// a part is not.</summary>
    Unknown,

    /// <summary>Nothing burns: no rule fires, and the burn rate is below 1.</summary>
    Healthy,

    /// <summary>It burns, and its dependencies do not explain it.</summary>
    Causing,

    /// <summary>It burns because dependencies fail or are slow.</summary>
    Reporting,
}
