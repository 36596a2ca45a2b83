namespace Slo;

/// <summary>
/// Good and bad events of a period of time. An event is in exactly one of the two, so bad can never exceed the total.
/// </summary>
/// <param name="Good">Good events, never negative.</param>
/// <param name="Bad">Bad events, never negative.</param>
public readonly record struct SloEventCounts(long Good, long Bad)
{
    /// <summary>Good plus bad. Ignored events are in neither. Each side is capped at 2^62 - 1, so the sum cannot overflow.</summary>
    public long Total => Good + Bad;

    /// <summary>The events counted between two values of the same cumulative counts.</summary>
    /// <param name="later">The later counts.</param>
    /// <param name="earlier">The earlier counts.</param>
    public static SloEventCounts operator -(SloEventCounts later, SloEventCounts earlier) => Subtract(later, earlier);

    /// <summary>The sum of both.</summary>
    /// <param name="left">The first counts.</param>
    /// <param name="right">The second counts.</param>
    public static SloEventCounts operator +(SloEventCounts left, SloEventCounts right) => Add(left, right);

    /// <inheritdoc cref="op_Addition"/>
    public static SloEventCounts Add(SloEventCounts left, SloEventCounts right) => new(left.Good + right.Good, left.Bad + right.Bad);

    /// <inheritdoc cref="op_Subtraction"/>
    public static SloEventCounts Subtract(SloEventCounts later, SloEventCounts earlier) =>
        new(later.Good - earlier.Good, later.Bad - earlier.Bad);
}
