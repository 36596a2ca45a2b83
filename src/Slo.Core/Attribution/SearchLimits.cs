namespace Slo.Attribution;

/// <summary>What a contributor must reach. docs/insight.md has each with its meaning.</summary>
internal static class SearchLimits
{
    /// <summary>The false-discovery rate over all single values.</summary>
    internal const double FalseDiscoveryRate = 0.01;

    /// <summary>The level, over all values that might be added to a contributor, at which one is.</summary>
    internal const double NarrowingLevel = 0.01;

    /// <summary>The least share of all bad events now that is attributable.</summary>
    internal const double LeastShare = 0.12;

    /// <summary>The least share now over the share before.</summary>
    internal const double LeastLift = 1.2;

    /// <summary>The part of what is attributable that a narrower contributor keeps.</summary>
    internal const double LeastKeptRatio = 0.9;

    /// <summary>The attributable share of a place, client or version, over that of a reason, from which it goes first.</summary>
    internal const double LeastPlaceRatio = 0.35;

    /// <summary>The fewest sampled events now.</summary>
    internal const int LeastEvents = 8;

    /// <summary>With fewer events before, only a dominant share counts.</summary>
    internal const int LeastBefore = 10;

    /// <summary>The share that is dominant.</summary>
    internal const double DominantShare = 0.8;

    /// <summary>The values that must be known of a dimension for a share to be dominant.</summary>
    internal const int LeastKnown = 3;
}
