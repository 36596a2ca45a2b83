using System.Globalization;
using System.Numerics;

namespace Slo.Tests;

/// <summary>A number as the oracle writes it, exactly: <c>14.4</c>, <c>84/25</c>, <c>-2</c>.</summary>
internal readonly record struct Rational
{
    internal Rational(BigInteger numerator, BigInteger denominator)
    {
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / divisor;
        Denominator = denominator / divisor;
    }

    internal BigInteger Numerator { get; }

    internal BigInteger Denominator { get; }

    internal bool IsInteger => Denominator.IsOne;

    public static implicit operator Rational(long value) => new(value, 1);

    public static Rational operator +(Rational left, Rational right) =>
        new((left.Numerator * right.Denominator) + (right.Numerator * left.Denominator), left.Denominator * right.Denominator);

    public static Rational operator -(Rational left, Rational right) =>
        new((left.Numerator * right.Denominator) - (right.Numerator * left.Denominator), left.Denominator * right.Denominator);

    public static Rational operator *(Rational left, Rational right) =>
        new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    public static Rational operator /(Rational left, Rational right) =>
        new(left.Numerator * right.Denominator, left.Denominator * right.Numerator);

    internal static Rational Parse(string text)
    {
        if (text.Split('/') is [var over, var under])
        {
            return Parse(over) / Parse(under);
        }

        var point = text.IndexOf('.', StringComparison.Ordinal);
        var digits = point < 0 ? 0 : text.Length - point - 1;
        return new Rational(
            BigInteger.Parse(text.Replace(".", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
            BigInteger.Pow(10, digits));
    }

    internal int CompareTo(Rational other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    internal double ToDouble() => (double)Numerator / (double)Denominator;

    internal decimal ToDecimal() => (decimal)Numerator / (decimal)Denominator;

    internal long ToInt64() => IsInteger ? (long)Numerator : throw new InvalidOperationException($"{Numerator}/{Denominator} is not an integer");
}
