using System.Numerics;

namespace Slo.Evaluation;

/// <summary>
/// An exact non-negative fraction: thresholds compare as integers, because 14.4 x (1 - 0.999) is not 0.0144 in binary floating point
/// and an error ratio exactly on a threshold must fall on the documented side.
/// </summary>
internal readonly record struct Fraction
{
    private Fraction(ulong numerator, ulong denominator)
    {
        Numerator = numerator;
        Denominator = denominator;
    }

    internal ulong Numerator { get; }

    internal ulong Denominator { get; }

    internal static Fraction From(decimal value) => Reduce(IntegerOf(value), PowerOf(value));

    internal static Fraction From(decimal value, BigInteger multiplier, BigInteger divisor) =>
        Reduce(IntegerOf(value) * multiplier, PowerOf(value) * divisor);

    internal static Fraction From(BigInteger numerator, BigInteger denominator) => Reduce(numerator, denominator);

    public static Fraction operator *(Fraction left, Fraction right) =>
        Reduce((BigInteger)left.Numerator * right.Numerator, (BigInteger)left.Denominator * right.Denominator);

    internal decimal ToDecimal() => (decimal)Numerator / Denominator;

    internal double ToDouble() => (double)Numerator / Denominator;

    /// <summary>Compares part/whole with this fraction: negative below, 0 equal, positive above. Exact for every count.</summary>
    internal int CompareRatio(long part, long whole)
    {
        if (((ulong)part | (ulong)whole | Numerator | Denominator) <= int.MaxValue)
        {
            return (part * (long)Denominator).CompareTo(whole * (long)Numerator);
        }

        var left = Math.BigMul((ulong)part, Denominator, out var leftLow);
        var right = Math.BigMul((ulong)whole, Numerator, out var rightLow);
        return left != right ? left.CompareTo(right) : leftLow.CompareTo(rightLow);
    }

    /// <summary>The same for the ratio of two products.</summary>
    internal int CompareRatio(long part, long times, long whole, long per)
    {
        // Floating point decides wherever the two are not nearly equal.
        var one = (double)part * times * Denominator;
        var other = (double)whole * per * Numerator;
        if (Math.Abs(one - other) > 1e-12 * (one + other))
        {
            return one.CompareTo(other);
        }

        UInt128 left = (UInt128)(ulong)part * (ulong)times;
        UInt128 right = (UInt128)(ulong)whole * (ulong)per;
        return IsProductSmall(left, Denominator) && IsProductSmall(right, Numerator)
            ? (left * Denominator).CompareTo(right * Numerator)
            : ((BigInteger)left * Denominator).CompareTo((BigInteger)right * Numerator);
    }

    /// <summary>Whether the product of these fits 128 bits.</summary>
    internal static bool IsProductSmall(UInt128 left, ulong right) =>
        (int)UInt128.LeadingZeroCount(left) + BitOperations.LeadingZeroCount(right) >= 64;

    // A decimal is an integer of up to 96 bits over a power of ten.
    private static BigInteger IntegerOf(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        return ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
    }

    private static BigInteger PowerOf(decimal value) => BigInteger.Pow(10, value.Scale);

    private static Fraction Reduce(BigInteger numerator, BigInteger denominator)
    {
        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        numerator /= divisor;
        denominator /= divisor;

        // Beyond 19 significant digits the last bits are given up; no target that a person writes gets here.
        while (numerator > ulong.MaxValue || denominator > ulong.MaxValue)
        {
            numerator >>= 1;
            denominator >>= 1;
        }

        return new Fraction((ulong)numerator, (ulong)denominator);
    }
}
