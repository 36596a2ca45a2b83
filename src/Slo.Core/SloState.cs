namespace Slo;

/// <summary>The state of an objective.</summary>
public enum SloState
{
    /// <summary>No event in the period: neither met nor missed.</summary>
    NoData,

    /// <summary>Error budget is left, and no page rule holds.</summary>
    Healthy,

    /// <summary>A page rule holds, or less than 10 % of the error budget is left.</summary>
    AtRisk,

    /// <summary>More than the whole error budget is spent: compliance is below the target.</summary>
    Exhausted,
}
