using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Slo.Evaluation;
using Xunit;

namespace Slo.Tests.Evaluation;

public sealed class FractionTests
{
    private const long Most = (1L << 62) - 1;

    [Theory]
    [InlineData("0.001", 1, 1000)]
    [InlineData("0.0144", 9, 625)]
    [InlineData("14.4", 72, 5)]
    [InlineData("0", 0, 1)]
    [InlineData("1", 1, 1)]
    [InlineData("0.000000000001", 1, 1_000_000_000_000)]
    public void From_ADecimal_IsReduced(string value, ulong numerator, ulong denominator)
    {
        var fraction = Fraction.From(Number(value));

        Assert.Equal((numerator, denominator), (fraction.Numerator, fraction.Denominator));
        Assert.Equal(Number(value), fraction.ToDecimal());
    }

    [Fact]
    public void From_ADecimalTimesADurationRatio_IsExact()
    {
        Assert.Equal(Fraction.From(14.4m), Fraction.From(0.02m, TimeSpan.FromDays(30).Ticks, TimeSpan.FromHours(1).Ticks));
        var third = Fraction.From(0.1m, TimeSpan.FromDays(7).Ticks, TimeSpan.FromDays(3).Ticks);
        Assert.Equal((7UL, 30UL), (third.Numerator, third.Denominator));
    }

    [Fact]
    public void Multiplication_OfFactorAndBudget_IsExact()
    {
        Assert.Equal(Fraction.From(0.0144m), Fraction.From(14.4m) * Fraction.From(1 - 0.999m));
    }

    [Fact]
    public void CompareRatio_AroundAThreshold_IsExact()
    {
        var threshold = Fraction.From(0.0144m);

        Assert.Equal(0, threshold.CompareRatio(144, 10_000));
        Assert.True(threshold.CompareRatio(143, 10_000) < 0);
        Assert.True(threshold.CompareRatio(145, 10_000) > 0);
    }

    [Fact]
    public void CompareRatio_OfTheGreatestCounts_IsExact()
    {
        var half = Fraction.From(0.5m);

        Assert.Equal(0, half.CompareRatio(Most, 2 * Most));
        Assert.True(half.CompareRatio(Most - 1, 2 * Most) < 0);
        Assert.True(half.CompareRatio(Most, (2 * Most) - 1) > 0);
        Assert.True(Fraction.From(0.999999999999m).CompareRatio(Most, Most) > 0);
    }

    [Fact]
    public void From_MoreDigitsThanFit_StaysCloseToTheValue()
    {
        var fraction = Fraction.From(0.1234567890123456789012345678m);

        Assert.Equal(0.12345678901234568, fraction.ToDouble(), 1e-15);
    }

    [Property(Arbitrary = [typeof(Cases)])]
    public void CompareRatio_OfAnyCounts_AgreesWithDecimals((int Part, int Whole, decimal Ratio) item) => Assert.Equal(
        ((decimal)item.Part).CompareTo(item.Ratio * item.Whole),
        Math.Sign(Fraction.From(item.Ratio).CompareRatio(item.Part, item.Whole)));

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static class Cases
    {
        public static Arbitrary<(int Part, int Whole, decimal Ratio)> Of() => Arb.From(
            from part in Gen.Choose(0, 1_000_000)
            from rest in Gen.Choose(0, 1_000_000)
            from thousandths in Gen.Choose(0, 1000)
            select (part, part + rest, thousandths / 1000m));
    }
}
