using Xunit;

namespace Slo.Tests.Evaluation;

public sealed class BudgetForecastTests
{
    [Theory]
    [InlineData(0.5, 1, 15)]
    [InlineData(1, 100, 0.3)]
    [InlineData(0, 2, 0)]
    [InlineData(-3, 2, 0)]
    public void TimeToExhaustion_WhileBurning_IsRemainingTimesPeriodOverBurnRate(decimal remaining, decimal burnRate, double days) =>
        Assert.Equal(days, Forecast.Of(remaining, burnRate, TimeSpan.FromDays(30))!.Value.TotalDays, 1e-9);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0.5, 0.49)]
    public void TimeToExhaustion_WhileNothingBurnsOrThePeriodIsOverBefore_DoesNotExist(decimal remaining, decimal burnRate) =>
        Assert.Null(Forecast.Of(remaining, burnRate, TimeSpan.FromDays(30)));

    [Theory]
    [InlineData(15, true)]
    [InlineData(14.99, false)]
    public void TimeToExhaustion_WithinATime_ExistsIfTheBudgetEndsInIt(double days, bool exists) =>
        Assert.Equal(exists, Forecast.Of(0.5m, 1, TimeSpan.FromDays(30), TimeSpan.FromDays(days)) is not null);
}
