namespace Slo.AttributionJudge.Judging;

/// <summary>What is wrong in a scenario.</summary>
public enum CauseKind
{
    /// <summary>A dependency is slow, for all routes that call it.</summary>
    DependencySlow,

    /// <summary>A dependency fails for one route.</summary>
    DependencyFailsForRoute,

    /// <summary>A version fails, on its share of the traffic.</summary>
    BadVersion,

    /// <summary>One kind of client sends requests that fail.</summary>
    ClientRubbish,

    /// <summary>One tenant sends far more than before, and its requests are slow.</summary>
    TenantTooBig,

    /// <summary>A feature flag makes requests throw a new exception.</summary>
    FlagException,
}
