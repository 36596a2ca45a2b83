using System.Numerics;

namespace Slo.Evaluation;

/// <summary>
/// How many events of a stretch of time (or slices, of a sliced budget) may be bad: units times what each of them allows. With one target a
/// unit is an event. Exact, because both factors are.
/// </summary>
/// <param name="Units">The number of units.</param>
/// <param name="PerUnit">How many bad events one unit allows: the same for all windows of an objective.</param>
internal readonly record struct AllowedBad(long Units, Fraction PerUnit)
{
    /// <summary>As a number of events.</summary>
    internal double ToDouble() => (double)Units * PerUnit.Numerator / PerUnit.Denominator;

    /// <summary>As a share of so many events, more than none.</summary>
    internal Fraction ShareOf(long total) => Fraction.From((BigInteger)Units * PerUnit.Numerator, (BigInteger)total * PerUnit.Denominator);

    /// <summary>How many times what is allowed so many bad events are; null where nothing was counted. One rounding only: the two products
    /// are exact up to 2^53.</summary>
    internal double? TimesSpent(long bad) => Units == 0 ? null : bad * (double)PerUnit.Denominator / (Units * (double)PerUnit.Numerator);

    /// <summary>1 - bad / allowed, with the difference taken in integers; null where nothing was counted.</summary>
    internal double? RemainingRatio(long bad)
    {
        if (Units == 0)
        {
            return null;
        }

        UInt128 allowed = (UInt128)(ulong)Units * PerUnit.Numerator;
        UInt128 spent = (UInt128)(ulong)bad * PerUnit.Denominator;
        return spent <= allowed ? (double)(allowed - spent) / (double)allowed : -((double)(spent - allowed) / (double)allowed);
    }
}
