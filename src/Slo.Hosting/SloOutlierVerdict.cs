namespace Slo;

/// <summary>Whether an instance is worse than the rest of its fleet.</summary>
public enum SloOutlierVerdict
{
    /// <summary>Too few events to say.</summary>
    Inconclusive,

    /// <summary>It is as good as the others, or the difference may be chance.</summary>
    LikeTheOthers,

    /// <summary>It is worse. The cause is in this instance, or near it: a reaction of the instance is called for, not one of the
    /// fleet.</summary>
    Worse,
}
