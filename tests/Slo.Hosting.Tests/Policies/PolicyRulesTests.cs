using FsCheck.Xunit;
using Slo.Hosting.Policies;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Policies;

[SeededProperties]
public sealed class PolicyRulesTests
{
    private static readonly SloPolicyLevel Budget = new() { BudgetBelowRatio = 0.25, EndsAtBudgetRatio = 0.3 };
    private static readonly SloPolicyLevel Burn = new() { BurnRateFrom = 6, Window = TimeSpan.FromHours(1), EndsBelowBurnRate = 5 };

    [Theory]
    [InlineData(0.25, false, false)]
    [InlineData(0.2499, false, true)]
    [InlineData(0.2999, true, true)]
    [InlineData(0.3, true, false)]
    [InlineData(-5.0, false, true)]
    [InlineData(null, false, false)]
    [InlineData(null, true, false)]
    public void Level_OfTheBudget_BeginsBelowItsLimitAndEndsAtTheHigherValue(double? left, bool before, bool isInForce) =>
        Assert.Equal(isInForce, PolicyRules.IsInForce(Budget, left, before));

    [Theory]
    [InlineData(5.99, false, false)]
    [InlineData(6.0, false, true)]
    [InlineData(5.0, true, true)]
    [InlineData(4.99, true, false)]
    [InlineData(0.0, true, false)]
    [InlineData(null, true, false)]
    public void Level_OfTheBurnRate_BeginsAtItsLimitAndEndsBelowTheLowerValue(double? rate, bool before, bool isInForce) =>
        Assert.Equal(isInForce, PolicyRules.IsInForce(Burn, rate, before));

    // Without the second value each swing would be a change.
    [Fact]
    public void Level_OnTheEdgeForAnHour_BeginsOnce()
    {
        foreach ((SloPolicyLevel level, double one, double other) in ((SloPolicyLevel, double, double)[])[(Budget, 0.249, 0.251), (Burn, 6.1, 5.9)])
        {
            var changes = 0;
            var isInForce = false;
            for (var second = 0; second < 3600; second++)
            {
                var next = PolicyRules.IsInForce(level, second % 2 == 0 ? one : other, isInForce);
                changes += next == isInForce ? 0 : 1;
                isInForce = next;
            }

            Assert.Equal(1, changes);
        }
    }

    // Whatever was before: beyond the end no level stays, below the limit each is in force.
    [Property]
    public void Level_OfAnyValue_IsInForceBelowTheLimitAndNotBeyondTheEnd(int percent, bool before)
    {
        var left = percent / 100.0;
        var isInForce = PolicyRules.IsInForce(Budget, left, before);

        Assert.Equal(left < 0.25 || (left < 0.3 && before), isInForce);
    }

    [Theory]
    [InlineData(0.0, 0.05)]
    [InlineData(0.98, 1.0)]
    [InlineData(-1.0, -0.95)]
    public void End_OfALevelOfTheBudget_IsTheMarginAboveUnlessStated(double below, double end) =>
        Assert.Equal(end, new SloPolicyLevel { BudgetBelowRatio = below }.End, 12);

    [Fact]
    public void End_OfALevelOfTheBurnRate_IsNineTenthsUnlessStated() =>
        Assert.Equal(5.4, new SloPolicyLevel { BurnRateFrom = 6, Window = TimeSpan.FromHours(1) }.End, 12);
}
