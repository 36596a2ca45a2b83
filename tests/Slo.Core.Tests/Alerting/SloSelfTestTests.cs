using Xunit;

namespace Slo.Tests.Alerting;

public sealed class SloSelfTestTests
{
    [Fact]
    public void Run_OfTheDefaultRules_DetectsAndResetsAsTheFormulasSay()
    {
        IReadOnlyList<SloSelfTestResult> results = SloSelfTest.Run(Definition.Build());

        Assert.Equal([51.84, 129.6, 259.2, 259.2], results.Select(result => Math.Round(result.ExpectedDetection!.Value.TotalSeconds, 2)));
        Assert.All(results, result =>
        {
            Assert.True(result.IsPassed);
            Assert.InRange(result.Detection!.Value - result.ExpectedDetection!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(1) + (result.Rule.LongWindow / 1000));
            Assert.InRange(result.Reset!.Value, result.Rule.ShortWindow * 0.97, result.Rule.ShortWindow + TimeSpan.FromSeconds(1));
        });
        Assert.Equal(52, results[0].Detection!.Value.TotalSeconds);
    }

    [Fact]
    public void Run_WithAHold_TakesThatMuchLonger() => Assert.InRange(
        Assert.Single(SloSelfTest.Run(Definition.Build(builder => builder.BurnRateRule(
            AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1), settings: new() { Hold = TimeSpan.FromMinutes(1) })))).Detection!.Value.TotalSeconds,
        111.84,
        113.84);

    // Slices of an hour do not begin with the hours of UTC in Kolkata.
    [Theory]
    [InlineData(1, 60, ThresholdComparison.AtOrAbove, 2, false)]
    [InlineData(1, 60, ThresholdComparison.Above, 2, false)]
    [InlineData(0.06, 60, ThresholdComparison.AtOrAbove, 2, false)]
    [InlineData(0.5, 60, ThresholdComparison.AtOrAbove, 3, true)]
    [InlineData(0.03, 60, ThresholdComparison.AtOrAbove, 40, true)]
    public void Run_OfASlicedBudget_FiresAtTheEndOfTheFormulasSlice(
        double badRatio, int minutes, ThresholdComparison comparison, int slices, bool isRatio)
    {
        TimeSpan slice = TimeSpan.FromMinutes(1);
        SloSelfTestResult result = SloSelfTest.Run(Definition.Build(builder => (isRatio ? builder.RatioTimeslices(slice) : builder.Timeslices(slice, 0.95m))
            .TargetPercent(99).BurnRateRule(AlertSeverity.Page, 2, TimeSpan.FromMinutes(minutes), TimeSpan.FromMinutes(5), 0, comparison)), badRatio)[0];

        Assert.Equal((slices * slice, slices * slice, true), (result.Detection, result.ExpectedDetection, result.IsPassed));
    }

    [Fact]
    public void Run_OfSlicesOfALocalDay_BeginsWithOneOfThem()
    {
        SloSelfTestResult result = SloSelfTest.Run(Definition.Build(builder => builder.Calendar(CalendarUnit.Day, "Asia/Kolkata").RatioTimeslices(TimeSpan.FromHours(1))
            .TargetPercent(99).BurnRateRule(AlertSeverity.Page, 2, TimeSpan.FromHours(6), TimeSpan.FromHours(1), settings: new() { Hold = TimeSpan.FromMinutes(10) })))[0];

        Assert.Equal((TimeSpan.FromMinutes(70), TimeSpan.FromMinutes(70), true), (result.Detection, result.ExpectedDetection, result.IsPassed));
    }

    [Fact]
    public void Run_OfAnOutageTooSmallForARule_SaysSoAndPasses()
    {
        SloSelfTestResult slow = SloSelfTest.Run(Definition.Build(), badRatio: 0.01)[0];

        Assert.Equal((null, null, null, true), (slow.Detection, slow.ExpectedDetection, slow.Reset, slow.IsPassed));
    }

    [Theory]
    [InlineData(0.02, 10)]
    [InlineData(0.0155, 1000)]
    public void Run_OfAShareThatIsNoWholeEventASecond_IsStillThatShare(double badRatio, int eventsPerSecond) =>
        Assert.All(SloSelfTest.Run(Definition.Build(), badRatio, eventsPerSecond), result => Assert.True(result.IsPassed, $"{result}"));

    // The article's point: without a control window an alert of three days goes on for three days.
    [Fact]
    public void Run_OfARuleWithoutControlWindow_ResetsOnlyWithItsLongWindow()
    {
        TimeSpan days = TimeSpan.FromDays(3);
        SloSelfTestResult alone = SloSelfTest.Run(Definition.Build(builder => builder.BurnRateRule(AlertSeverity.Ticket, 1, days, days)))[0];
        SloSelfTestResult controlled = SloSelfTest.Run(Definition.Build(builder => builder.BurnRateRule(AlertSeverity.Ticket, 1, days)))[0];

        Assert.InRange(alone.Reset!.Value, TimeSpan.FromHours(71), days);
        Assert.InRange(controlled.Reset!.Value, TimeSpan.FromHours(5.9), TimeSpan.FromHours(6));
    }
}
