namespace Slo;

/// <summary>What the error budget counts, in OpenSLO's words.</summary>
public enum BudgetingMethodKind
{
    /// <summary>Events: compliance is good events over all events.</summary>
    Occurrences,

    /// <summary>Slices of time, each good or bad as a whole.</summary>
    Timeslices,

    /// <summary>Slices of time, each weighing as much as any other whatever its traffic: the mean of their ratios.</summary>
    RatioTimeslices,
}
