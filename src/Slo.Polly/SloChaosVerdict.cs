namespace Slo;

/// <summary>The verdict of a chaos experiment.</summary>
public enum SloChaosVerdict
{
    /// <summary>Neither: the experiment was stopped, its objective was removed, the fleet became stale, too few faults were injected, the
    /// injection rate stayed below half of the declared one, or more events were bad than faults were injected, so there was another
    /// cause.</summary>
    Inconclusive,

    /// <summary>The hypothesis held: the experiment ran for its whole duration within its allowance.</summary>
    Confirmed,

    /// <summary>The hypothesis did not hold: the faults affected the users, and the experiment ended because of its allowance, an alert, a
    /// rule or a low budget.</summary>
    Refuted,
}
