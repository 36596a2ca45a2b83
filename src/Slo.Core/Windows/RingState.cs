namespace Slo.Windows;

/// <summary>What a ring holds. Immutable.</summary>
/// <param name="Begin">Where it began: all boundaries up to there have these counts.</param>
/// <param name="Last">The last reading.</param>
/// <param name="Tiers">The finest first.</param>
internal sealed record RingState(Reading Begin, Reading Last, IReadOnlyList<TierState> Tiers)
{
    /// <summary>The position from which on its counts are known.</summary>
    internal long KnownSince => ReachesBegin(Tiers[^1]) ? Begin.Position : Tiers[^1].First * Tiers[^1].Width;

    /// <summary>The state after both; null if the next one does not continue this one.</summary>
    internal RingState? Append(RingState next)
    {
        if (next.Begin != Begin || next.Tiers.Count != Tiers.Count || next.Last.Position < Last.Position)
        {
            return null;
        }

        TierState?[] tiers = [.. Tiers.Zip(next.Tiers, (tier, more) => tier.Append(more))];
        return Array.TrueForAll(tiers, tier => tier is not null) ? next with { Tiers = tiers! } : null;
    }

    /// <summary>Whether nothing of a tier was overwritten yet.</summary>
    internal bool ReachesBegin(TierState tier) => tier.First <= (Begin.Position / tier.Width) + 1;
}
