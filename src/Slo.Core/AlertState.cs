namespace Slo;

/// <summary>Where a rule, or the alert that its objective's rules make up, stands in its life.</summary>
public enum AlertState
{
    /// <summary>The condition does not hold.</summary>
    Inactive,

    /// <summary>The condition holds, but not yet for as long as the rule wants.</summary>
    Pending,

    /// <summary>The rule wants a human.</summary>
    Firing,

    /// <summary>It fired a short while ago: shown for five minutes or the cool-down, whichever is longer.</summary>
    Resolved,
}
