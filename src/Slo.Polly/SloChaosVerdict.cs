namespace Slo;

/// <summary>What a chaos experiment showed.</summary>
public enum SloChaosVerdict
{
    /// <summary>Nothing: it was stopped, the fleet became stale, too few faults were injected, or less than half of the declared rate, or
    /// more events were bad than faults were injected, so that something else was wrong too.</summary>
    Inconclusive,

    /// <summary>The hypothesis held: the experiment ran to its end within its allowance.</summary>
    Confirmed,

    /// <summary>The hypothesis did not hold: the faults reached the users, and cost more than was allowed.</summary>
    Refuted,
}
