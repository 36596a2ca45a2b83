using System.Numerics;

namespace Slo.Evaluation;

/// <summary>
/// How many events of a stretch of time (or slices, of a sliced budget) may be bad: the units expected times what each of them allows. With
/// one target a unit is an event. Exact, because all factors are.
/// </summary>
/// <param name="Units">The number of units counted.</param>
/// <param name="PerUnit">How many bad events one unit allows: the same for all windows of an objective.</param>
/// <param name="Coverage">The share of the units expected that the counted ones are.</param>
internal readonly record struct AllowedBad(long Units, Fraction PerUnit, Coverage Coverage)
{
    private const double ExactBelow = 1L << 53;

    /// <summary>With all of it observed.</summary>
    internal AllowedBad(long units, Fraction perUnit)
        : this(units, perUnit, Coverage.Full)
    {
    }

    /// <summary>As a number of events.</summary>
    internal double ToDouble() => (double)Units * PerUnit.Numerator / PerUnit.Denominator / Coverage.Ratio;

    /// <summary>As a share of so many events, more than none.</summary>
    internal Fraction ShareOf(long total) => Fraction.From(
        (BigInteger)Units * Coverage.Whole * PerUnit.Numerator, (BigInteger)total * Coverage.Observed * PerUnit.Denominator);

    /// <summary>How many times what is allowed so many bad events are; null where nothing was counted. One rounding only where all was
    /// observed: the two products are exact up to 2^53.</summary>
    internal double? TimesSpent(long bad)
    {
        if (Units == 0)
        {
            return null;
        }

        var times = TimesSpent(bad, Units, PerUnit);
        return Coverage.IsFull ? times : times * Coverage.Ratio;
    }

    /// <summary>The same where something was counted, and all was observed.</summary>
    internal static double TimesSpent(long bad, long units, Fraction perUnit) =>
        bad * (double)perUnit.Denominator / (units * (double)perUnit.Numerator);

    /// <summary>Compares so many bad events with a multiple of what is allowed: negative below, 0 equal, positive above. Exact.</summary>
    /// <param name="bad">The bad events.</param>
    /// <param name="threshold">The multiple, times <see cref="PerUnit"/>.</param>
    internal int Compare(long bad, Fraction threshold) => Coverage.IsFull
        ? threshold.CompareRatio(bad, Units)
        : threshold.CompareRatio(bad, Coverage.Observed, Units, Coverage.Whole);

    /// <summary>1 - bad / allowed, with the difference taken in integers; null where nothing was counted.</summary>
    internal double? RemainingRatio(long bad)
    {
        if (Units == 0)
        {
            return null;
        }

        if (!Coverage.IsFull)
        {
            return RemainingOfPart(bad);
        }

        // Products below 2^53 are exact in floating point, and so is their difference.
        var allowed = (double)Units * PerUnit.Numerator;
        var spent = (double)bad * PerUnit.Denominator;
        return allowed < ExactBelow && spent < ExactBelow
            ? (allowed - spent) / allowed
            : Remaining((UInt128)(ulong)Units * PerUnit.Numerator, (UInt128)(ulong)bad * PerUnit.Denominator);
    }

    private double RemainingOfPart(long bad)
    {
        UInt128 units = (UInt128)(ulong)Units * (ulong)Coverage.Whole;
        UInt128 events = (UInt128)(ulong)bad * (ulong)Coverage.Observed;
        return Fraction.IsProductSmall(units, PerUnit.Numerator) && Fraction.IsProductSmall(events, PerUnit.Denominator)
            ? Remaining(units * PerUnit.Numerator, events * PerUnit.Denominator)
            : Remaining((BigInteger)units * PerUnit.Numerator, (BigInteger)events * PerUnit.Denominator);
    }

    private static double Remaining(UInt128 allowed, UInt128 spent) => spent <= allowed
        ? (double)(allowed - spent) / (double)allowed
        : -((double)(spent - allowed) / (double)allowed);

    private static double Remaining(BigInteger allowed, BigInteger spent) => (double)(allowed - spent) / (double)allowed;
}
