namespace Slo;

/// <summary>Whether an instance is worse than the rest of its fleet.</summary>
public enum SloOutlierVerdict
{
    /// <summary>There are too few events for a verdict.</summary>
    Inconclusive,

    /// <summary>The instance is not worse than the others, or the difference may be chance.</summary>
    LikeTheOthers,

    /// <summary>The instance is worse than the others. The cause is probably local: act on this instance, not on the fleet.</summary>
    Worse,
}
