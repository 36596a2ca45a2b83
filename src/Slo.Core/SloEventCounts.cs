namespace Slo;

/// <summary>Good and bad events of some stretch of time. An event is in exactly one of the two, so bad can never exceed the total.</summary>
/// <param name="Good">Good events, never negative.</param>
/// <param name="Bad">Bad events, never negative.</param>
public readonly record struct SloEventCounts(long Good, long Bad)
{
    /// <summary>Good plus bad. Ignored events are in neither. Each side is capped at 2^62 - 1, so the sum cannot overflow.</summary>
    public long Total => Good + Bad;

    /// <summary>The events counted between two readings of the same cumulative counts.</summary>
    /// <param name="later">The later reading.</param>
    /// <param name="earlier">The earlier reading.</param>
    public static SloEventCounts operator -(SloEventCounts later, SloEventCounts earlier) => Subtract(later, earlier);

    /// <summary>The events of both.</summary>
    /// <param name="left">One stretch.</param>
    /// <param name="right">Another one.</param>
    public static SloEventCounts operator +(SloEventCounts left, SloEventCounts right) => Add(left, right);

    /// <inheritdoc cref="op_Addition"/>
    public static SloEventCounts Add(SloEventCounts left, SloEventCounts right) => new(left.Good + right.Good, left.Bad + right.Bad);

    /// <inheritdoc cref="op_Subtraction"/>
    public static SloEventCounts Subtract(SloEventCounts later, SloEventCounts earlier) =>
        new(later.Good - earlier.Good, later.Bad - earlier.Bad);
}
