namespace Slo.Hosting.Health;

/// <summary>When an instance is so much worse than its fleet that it drains, and when it stays all the same: pure functions.</summary>
internal static class DrainRules
{
    /// <summary>Whether the difference is significant and also large: with much traffic, even a tiny difference is significant.</summary>
    /// <param name="outlier">The comparison with the others.</param>
    /// <param name="target">The target of the objective, in [0, 1].</param>
    /// <param name="factor">How many times as bad as the others it must be.</param>
    internal static bool IsMuchWorse(in SloOutlier outlier, decimal target, double factor) =>
        outlier.Verdict == SloOutlierVerdict.Worse
        && BadRatio(outlier.Own) >= factor * BadRatio(outlier.Others)
        && BadRatio(outlier.Own) > (double)(1 - target);

    /// <summary>
    /// How many of the others may be as bad as this instance or worse, with equal traffic: each of them has at least its share of bad
    /// events, and all of them together have that of the others (Markov's inequality). So those that drain at the same time are never
    /// more than the least bad of them counts.
    /// </summary>
    internal static int AsBad(in SloOutlier outlier, int others) =>
        outlier.Own.Bad == 0 || outlier.Others.Total == 0 ? 0
        : (int)Int128.Clamp(
            (Int128)others * outlier.Others.Bad * outlier.Own.Total / ((Int128)outlier.Others.Total * outlier.Own.Bad), 0, others);

    /// <summary>Why the instance stays; null: enough others are left.</summary>
    /// <param name="members">The fleet.</param>
    /// <param name="isPartial">Whether too few of it report.</param>
    /// <param name="asBad">How many of the others may drain too.</param>
    /// <param name="mostRatio">The greatest share of the fleet that may be missing.</param>
    internal static string? Refusal(SloFleetMembers members, bool isPartial, int asBad, double mostRatio)
    {
        var missing = members.Total - members.Reporting + 1 + asBad;
        return isPartial ? "too few instances report"
            : missing <= mostRatio * members.Total ? null
            : (asBad == 0 ? "" : FormattableString.Invariant($"up to {asBad} others may be as bad, and "))
                + FormattableString.Invariant($"{missing} of {members.Total} instances would be missing");
    }

    private static double BadRatio(SloEventCounts events) => events.Total == 0 ? 0 : events.Bad / (double)events.Total;
}
