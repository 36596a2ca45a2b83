using System.Numerics;

namespace Slo.Evaluation;

/// <summary>
/// How many events of a stretch of time (or slices, of a sliced budget) may be bad. Kept as a whole number of equal parts of one event, so
/// that it is exact, and so that stretches with different targets add up.
/// </summary>
/// <param name="Parts">The number of parts.</param>
/// <param name="PartsPerEvent">How many parts one event has.</param>
internal readonly record struct AllowedBad(UInt128 Parts, ulong PartsPerEvent)
{
    /// <summary>The share of so many events that a budget is.</summary>
    internal static AllowedBad Of(long total, Fraction budget) => new((UInt128)(ulong)total * budget.Numerator, budget.Denominator);

    internal double ToDouble() => (double)Parts / PartsPerEvent;

    /// <summary>As a share of so many events, more than none.</summary>
    internal Fraction ShareOf(long total) => Fraction.From(Parts, (BigInteger)PartsPerEvent * total);

    /// <summary>Compares bad events with a multiple of what is allowed: negative below, 0 equal, positive above. Exact for every count.</summary>
    internal int CompareBad(long bad, Fraction multiple)
    {
        UInt128 parts = (UInt128)(ulong)bad * PartsPerEvent;
        return Fits(parts, multiple.Denominator) && Fits(Parts, multiple.Numerator)
            ? (parts * multiple.Denominator).CompareTo(Parts * multiple.Numerator)
            : ((BigInteger)parts * multiple.Denominator).CompareTo((BigInteger)Parts * multiple.Numerator);
    }

    private static bool Fits(UInt128 value, ulong factor) =>
        (int)UInt128.LeadingZeroCount(value) + BitOperations.LeadingZeroCount(factor) >= 64;
}
