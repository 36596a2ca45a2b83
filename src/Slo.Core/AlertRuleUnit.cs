namespace Slo;

/// <summary>What a value of a rule is, and so its type and how it is written.</summary>
public enum AlertRuleUnit
{
    /// <summary>A <see cref="decimal"/>, written as it is: a burn-rate factor, a confidence.</summary>
    Number,

    /// <summary>A <see cref="decimal"/> in [0, 1]; in configuration written in percent.</summary>
    Ratio,

    /// <summary>A <see cref="TimeSpan"/>, written as <see cref="SloDuration"/> has it.</summary>
    Duration,

    /// <summary>A <see cref="long"/>: a number of events.</summary>
    Count,

    /// <summary>A <see cref="string"/>: one of a few words.</summary>
    Word,
}
