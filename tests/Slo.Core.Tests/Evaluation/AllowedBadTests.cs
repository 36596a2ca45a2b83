using System.Numerics;
using Slo.Evaluation;
using Xunit;

namespace Slo.Tests.Evaluation;

public sealed class AllowedBadTests
{
    private const long Most = 1L << 62;

    [Theory]
    [InlineData(1_000, 0, -1)]
    [InlineData(1_000, 14, -1)]
    [InlineData(10_000, 144, 0)]
    [InlineData(10_000, 145, 1)]
    public void CompareBad_WithAMultiple_FallsOnTheDocumentedSide(long total, long bad, int expected) =>
        Assert.Equal(expected, AllowedBad.Of(total, Fraction.From(0.001m)).CompareBad(bad, Fraction.From(14.4m)));

    // The products have up to 192 bits: compared in 128, the upper ones would be lost.
    [Fact]
    public void CompareBad_OfAnyCounts_IsTheComparisonOfIntegers()
    {
        Random random = new(1);
        for (var i = 0; i < 20_000; i++)
        {
            var total = random.NextInt64(1, Most) >> random.Next(62);
            var bad = random.NextInt64(0, Math.Max(1, total));
            Fraction budget = Fraction.From(Decimals(random, 12));
            Fraction factor = Fraction.From(Decimals(random, 18) * 1000);
            AllowedBad allowed = AllowedBad.Of(total, budget);

            BigInteger left = (BigInteger)bad * budget.Denominator * factor.Denominator;
            BigInteger right = (BigInteger)total * budget.Numerator * factor.Numerator;
            Assert.Equal(left.CompareTo(right), Math.Sign(allowed.CompareBad(bad, factor)));
        }
    }

    [Fact]
    public void ShareOf_AllEvents_IsTheBudget()
    {
        Fraction budget = Fraction.From(0.0005m);

        Assert.Equal(budget, AllowedBad.Of(12_345, budget).ShareOf(12_345));
    }

    private static decimal Decimals(Random random, int digits) =>
        Math.Max(1, random.NextInt64(1, (long)Math.Pow(10, digits))) / (decimal)Math.Pow(10, digits);
}
