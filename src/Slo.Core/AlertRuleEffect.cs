namespace Slo;

/// <summary>What a greater value does to a rule: by this, definitions are compared.</summary>
public enum AlertRuleEffect
{
    /// <summary>The rule fires later, or less often.</summary>
    Later,

    /// <summary>The rule fires earlier, or more often.</summary>
    Earlier,

    /// <summary>It is another rule: rules with different windows are not compared.</summary>
    OtherRule,

    /// <summary>Nothing of its own: it follows from the others.</summary>
    None,
}
