namespace Slo.Windows;

/// <summary>What a ledger of slices holds. Immutable.</summary>
/// <param name="Ring">The worth of the slices that had ended.</param>
/// <param name="End">Where the slice ends that was open.</param>
/// <param name="AtStart">The cumulative counts at its start.</param>
/// <param name="LastPosition">Where the last look was.</param>
/// <param name="Worth">What all slices were worth.</param>
internal sealed record SliceLedgerState(RingState Ring, long End, SloEventCounts AtStart, long LastPosition, SloEventCounts Worth)
{
    /// <summary>The same after an earlier ledger, with so many more events before it.</summary>
    internal SliceLedgerState After(SliceLedgerState earlier, SloEventCounts events)
    {
        RingState ring = Ring.After(earlier.Ring);
        return this with { Ring = ring, AtStart = AtStart + events, Worth = Worth + (ring.Last.Counts - Ring.Last.Counts) };
    }

    /// <summary>The same with other events beside these.</summary>
    /// <param name="late">Those events.</param>
    /// <param name="changes">How they change what slices are worth.</param>
    /// <param name="openSince">Where the slice begins that is open.</param>
    internal SliceLedgerState With(LateEvents late, LateEvents changes, long openSince) => this with
    {
        Ring = Ring.With(changes),
        AtStart = AtStart + late.Until(openSince),
        Worth = Worth + changes.Until(long.MaxValue),
    };
}
