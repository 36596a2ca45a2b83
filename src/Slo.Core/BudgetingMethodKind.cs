namespace Slo;

/// <summary>What the error budget counts, with the names of OpenSLO.</summary>
public enum BudgetingMethodKind
{
    /// <summary>Events: compliance is good events over all events.</summary>
    Occurrences,

    /// <summary>Slices of time, each good or bad as a whole.</summary>
    Timeslices,

    /// <summary>Slices of time with equal weight, independent of their traffic: the mean of their ratios.</summary>
    RatioTimeslices,
}
