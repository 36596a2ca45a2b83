namespace Slo;

/// <summary>The state of a rule, or of the alert that combines the rules of an objective.</summary>
public enum AlertState
{
    /// <summary>The condition does not hold.</summary>
    Inactive,

    /// <summary>The condition holds, but not yet for the hold time of the rule.</summary>
    Pending,

    /// <summary>The rule fires.</summary>
    Firing,

    /// <summary>It fired a short while ago: shown for five minutes or the cool-down, whichever is longer.</summary>
    Resolved,
}
