using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Slo.Evaluation;
using Xunit;

namespace Slo.Tests.Evaluation;

public sealed class ErrorBudgetTests
{
    private const long Most = (1L << 62) - 1;
    private static readonly Fraction Thousandth = Fraction.From(0.001m);

    [Fact]
    public void Ratios_WithoutEvents_DoNotExist()
    {
        Assert.Null(ErrorBudget.Compliance(default));
        Assert.Null(ErrorBudget.BurnRate(default, Allowed(default)));
        Assert.Null(ErrorBudget.RemainingRatio(default, Allowed(default)));
        Assert.Equal(SloState.NoData, ErrorBudget.State(default, null, pageHolds: true));
    }

    [Theory]
    [InlineData(1000, 0, 1, 0)]
    [InlineData(999, 1, 0, 1)]
    [InlineData(9_992, 8, 0.2, 0.8)]
    [InlineData(998, 2, -1, 2)]
    [InlineData(0, 1, -999, 1000)]
    public void Budget_OfCounts_IsSignedAndNeverClamped(long good, long bad, double remaining, double burnRate)
    {
        Assert.Equal(remaining, ErrorBudget.RemainingRatio(new(good, bad), Allowed(new(good, bad)))!.Value, 1e-12);
        Assert.Equal(burnRate, ErrorBudget.BurnRate(new(good, bad), Allowed(new(good, bad)))!.Value, 1e-12);
    }

    [Fact]
    public void Budget_OfTheGreatestCounts_DoesNotOverflow()
    {
        SloEventCounts half = new(Most, Most);

        Assert.Equal(0.5, ErrorBudget.Compliance(half));
        Assert.Equal(500, ErrorBudget.BurnRate(half, Allowed(half)));
        Assert.Equal(-499, ErrorBudget.RemainingRatio(half, Allowed(half))!.Value, 1e-9);
        Assert.Equal(1, ErrorBudget.RemainingRatio(new(Most, 0), Allowed(new(Most, 0))));
        Assert.Equal(-999_999_999_999d, ErrorBudget.RemainingRatio(new(0, Most), new AllowedBad(Most, Fraction.From(0.000000000001m)))!.Value, 1);
    }

    [Property(Arbitrary = [typeof(Cases)])]
    public bool Budget_OfAnyCounts_IsConsistent((SloEventCounts Counts, decimal Budget) item)
    {
        (SloEventCounts counts, Fraction budget) = (item.Counts, Fraction.From(item.Budget));
        var remaining = ErrorBudget.RemainingRatio(counts, new AllowedBad(counts.Total, budget))!.Value;
        var burnRate = ErrorBudget.BurnRate(counts, new AllowedBad(counts.Total, budget))!.Value;
        return remaining <= 1 && ErrorBudget.Compliance(counts) is >= 0 and <= 1
            && Math.Abs(1 - burnRate - remaining) <= 1e-9 * Math.Max(1, burnRate)
            && (remaining >= 0) == (budget.CompareRatio(counts.Bad, counts.Total) <= 0);
    }

    private static class Cases
    {
        public static Arbitrary<(SloEventCounts Counts, decimal Budget)> Of() => Arb.From(
            from good in Gen.Choose(0, int.MaxValue)
            from bad in Gen.Choose(0, int.MaxValue)
            from target in Gen.Choose(0, 99_999)
            where good > 0 || bad > 0
            select (new SloEventCounts(good, bad), 1 - (target / 100_000m)));
    }

    private static AllowedBad Allowed(SloEventCounts counts) => new AllowedBad(counts.Total, Thousandth);
}
