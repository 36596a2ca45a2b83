namespace Slo.Windows;

/// <summary>
/// The slice in which the old edge of a window lies, with the cumulative counts at both its ends. It answers until the edge has
/// moved out of the slice: of a long window, for minutes; so most readings touch neither tier nor slot.
/// </summary>
/// <param name="Start">Where the slice starts.</param>
/// <param name="Length">Its length; 0: no slice, look it up.</param>
/// <param name="AtStart">The counts there.</param>
/// <param name="AtEnd">The counts at the slice's end.</param>
internal readonly record struct WindowEdge(long Start, long Length, SloEventCounts AtStart, SloEventCounts AtEnd)
{
    // With a thousand slices and more the edge is put on the slice's start, where the counts are whole events that were really
    // counted: below 0.1 % of the window. Shorter windows are interpolated inside the slice.
    private const long SlicesOfASnappedEdge = 1000;

    internal bool Covers(long position) => (ulong)(position - Start) < (ulong)Length;

    /// <summary>The part around a position, of the slice in which a history begins: nothing was counted before it.</summary>
    internal WindowEdge SplitAt(in Reading begin, long position) => position < begin.Position
        ? this with { Length = begin.Position - Start, AtEnd = AtStart }
        : this with { Start = begin.Position, Length = Start + Length - begin.Position };

    internal SloEventCounts At(long position, long window) => Reading.Between(AtStart, AtEndFor(window), position - Start, Length);

    /// <summary>The same for counts that change only where slices of time end.</summary>
    internal SloEventCounts At(long position, long window, SliceGrid slices) =>
        position == Start || AtEndFor(window) == AtStart
        ? AtStart
        : slices.Between(new Reading(Start, AtStart), new Reading(Start + Length, AtEnd), position);

    /// <summary>The counts at the slice's end, or at its start, if the edge of a window of this length is put there.</summary>
    internal SloEventCounts AtEndFor(long window) => window >= Length * SlicesOfASnappedEdge ? AtStart : AtEnd;
}
