namespace Slo.Windows;

/// <summary>What a ring holds. Immutable.</summary>
/// <param name="Begin">Where it began: all boundaries up to there have these counts.</param>
/// <param name="Last">The last reading.</param>
/// <param name="Tiers">The finest first.</param>
internal sealed record RingState(Reading Begin, Reading Last, IReadOnlyList<TierState> Tiers)
{
    /// <summary>The position from which on its counts are known.</summary>
    internal long KnownSince => Known.Position;

    /// <summary>The oldest reading that is kept.</summary>
    internal Reading Known => ReachesBegin(Tiers[^1]) || Tiers[^1].Counts.Length == 0
        ? Begin : new(Tiers[^1].First * Tiers[^1].Width, Tiers[^1].Counts[0]);

    /// <summary>The same counts after others: of a ring that was taken to the oldest reading of this one.</summary>
    /// <param name="earlier">What the other ring held.</param>
    internal RingState After(RingState earlier)
    {
        SloEventCounts offset = earlier.Last.Counts - Known.Counts;
        RingState shifted = new(
            earlier.Begin, Last with { Counts = Last.Counts + offset },
            [.. Tiers.Select(tier => tier with { Counts = [.. tier.Counts.Select(counts => counts + offset)] })]);
        return earlier.Append(shifted) ?? shifted;
    }

    /// <summary>The same with other events beside these.</summary>
    internal RingState With(LateEvents late) => this with
    {
        Last = Last with { Counts = Last.Counts + late.Until(Last.Position) },
        Tiers =
        [
            .. Tiers.Select(tier => tier with
            {
                Counts = [.. tier.Counts.Select((counts, i) => counts + late.Until((tier.First + i) * tier.Width))],
            }),
        ],
    };

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
