using Slo.Evaluation;
using Xunit;

namespace Slo.Tests.Evaluation;

public sealed class AllowedBadTests
{
    [Fact]
    public void Allowed_OfStretchesWithDifferentTargets_AddUp()
    {
        // A thousand events at 99.9 % and a hundred at 99 %, in units of a thousandth of an event: 1 + 1 may be bad.
        AllowedBad both = new((1_000 * 1) + (100 * 10), Fraction.From(0.001m));

        Assert.Equal(2, both.ToDouble());
        Assert.Equal(0.5, both.TimesSpent(1));
        Assert.Equal(-0.5, both.RemainingRatio(3));
        Assert.Equal(Fraction.From(2, 1_100), both.ShareOf(1_100));
    }

    [Fact]
    public void ShareOf_AllEvents_IsTheBudget()
    {
        Fraction budget = Fraction.From(0.0005m);

        Assert.Equal(budget, new AllowedBad(12_345, budget).ShareOf(12_345));
    }
}
