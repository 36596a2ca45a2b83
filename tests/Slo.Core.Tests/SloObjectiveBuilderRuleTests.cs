using Xunit;

namespace Slo.Tests;

public sealed class SloObjectiveBuilderRuleTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void Rule_ByBudget_HasTheFactorOfThePeriod()
    {
        BurnRateRule rule = Assert.Single(Definition.Build(builder => builder.BudgetRule(AlertSeverity.Page, 0.02m, Hour)).BurnRateRules);

        Assert.Equal((AlertSeverity.Page, 14.4m, 0.02m, Hour, TimeSpan.FromMinutes(5), ThresholdComparison.AtOrAbove, 0L),
            (rule.Severity, rule.Factor, rule.BudgetFraction, rule.LongWindow, rule.ShortWindow, rule.Comparison, rule.MinimumEvents));
        Assert.Equal("page at 14.4x over 1h/5m", Definition.InEveryCulture(rule.ToString));
    }

    [Fact]
    public void Rule_ByFactor_HasTheFractionOfThePeriod()
    {
        BurnRateRule rule = Assert.Single(Definition.Build(builder => builder.Rolling(TimeSpan.FromDays(7)).BurnRateRule(
            AlertSeverity.Ticket, 8.4m, Hour, TimeSpan.FromMinutes(10), minimumEvents: 7, ThresholdComparison.Above)).BurnRateRules);

        Assert.Equal((AlertSeverity.Ticket, 8.4m, 0.05m, Hour, TimeSpan.FromMinutes(10), ThresholdComparison.Above, 7L),
            (rule.Severity, rule.Factor, rule.BudgetFraction, rule.LongWindow, rule.ShortWindow, rule.Comparison, rule.MinimumEvents));
    }

    [Fact]
    public void NoRules_BeforeOwnRules_LeavesOnlyThose()
    {
        Assert.Empty(Definition.Build(builder => builder.NoRules()).BurnRateRules);
        Assert.Single(Definition.Build(builder => builder.NoRules().BurnRateRule(AlertSeverity.Page, 2, Hour)).BurnRateRules);
        Assert.Empty(Definition.Build(builder => builder.BurnRateRule(AlertSeverity.Page, 2, Hour).NoRules()).BurnRateRules);
    }

    [Theory]
    [InlineData("0.000001")]
    [InlineData("1000")]
    public void Factor_AtItsEdges_IsAccepted(string factor)
    {
        Assert.Equal(Number(factor), Definition.Build(builder => builder.BurnRateRule(AlertSeverity.Page, Number(factor), Hour)).BurnRateRules[0].Factor);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("0.0000009")]
    [InlineData("1000000.1")]
    public void Factor_BeyondItsEdges_IsRefused(string factor)
    {
        Assert.Equal((SloFindingCodes.OutOfRange, "rule 1h/5m"),
            Definition.Error(builder => builder.BurnRateRule(AlertSeverity.Page, Number(factor), Hour), $"factor {factor}"));
    }

    [Fact]
    public void Factor_BeyondTheReachOfTheTarget_IsRefused()
    {
        Assert.Equal((SloFindingCodes.UnreachableRule, "rule 'page at 1000.1x over 1h/5m'"),
            Definition.Error(builder => builder.BurnRateRule(AlertSeverity.Page, 1000.1m, Hour), "exceeds 1000;"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-0.02")]
    [InlineData("1.1")]
    public void BudgetFraction_BeyondItsEdges_IsRefused(string fraction)
    {
        Assert.Equal((SloFindingCodes.OutOfRange, "rule 1h/5m"),
            Definition.Error(builder => builder.BudgetRule(AlertSeverity.Page, Number(fraction), Hour), $"budget fraction {fraction}"));
    }

    [Fact]
    public void BudgetFraction_AtItsEdges_IsAccepted()
    {
        Assert.Equal(720, Definition.Build(builder => builder.BudgetRule(AlertSeverity.Page, 1, Hour)).BurnRateRules[0].Factor);
        Assert.Equal(0.00072m, Definition.Build(builder => builder.BudgetRule(AlertSeverity.Page, 0.000001m, Hour)).BurnRateRules[0].Factor);
    }

    [Fact]
    public void Windows_AtTheirEdges_AreAccepted()
    {
        BurnRateRule shortest = Definition.Build(builder => builder.BurnRateRule(AlertSeverity.Page, 2, TimeSpan.FromSeconds(1))).BurnRateRules[0];
        BurnRateRule longest = Definition.Build(builder => builder.BurnRateRule(AlertSeverity.Page, 2, TimeSpan.FromDays(30), TimeSpan.FromDays(30))).BurnRateRules[0];

        Assert.Equal(shortest.LongWindow, shortest.ShortWindow);
        Assert.Equal(1, shortest.ShortWindow.TotalSeconds);
        Assert.Equal(30, longest.ShortWindow.Days);
    }

    [Fact]
    public void Windows_BeyondTheirEdges_AreRefused()
    {
        Assert.Equal((SloFindingCodes.OutOfRange, "rule 1s500ms/1s"), Error(TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(1)));
        Assert.Equal((SloFindingCodes.OutOfRange, "rule 1h/500ms"), Error(Hour, TimeSpan.FromSeconds(0.5)));
        Assert.Equal((SloFindingCodes.InvalidWindows, "rule 1h/1h1s"), Error(Hour, Hour + TimeSpan.FromSeconds(1)));
        Assert.Equal((SloFindingCodes.InvalidWindows, "rule 30d1s/1h"), Error(TimeSpan.FromDays(30) + TimeSpan.FromSeconds(1), Hour));

        static (string Code, string? Path) Error(TimeSpan longWindow, TimeSpan shortWindow) =>
            Definition.Error(builder => builder.BurnRateRule(AlertSeverity.Page, 2, longWindow, shortWindow));
    }

    [Fact]
    public void Rule_WithUndefinedWordsOrNegativeMinimum_IsRefused()
    {
        Assert.Equal((SloFindingCodes.UnknownWord, "rule 1h/5m"), Definition.Error(builder => builder.BurnRateRule((AlertSeverity)7, 2, Hour)));
        Assert.Equal((SloFindingCodes.UnknownWord, "rule 1h/5m"), Definition.Error(builder => builder.BurnRateRule(AlertSeverity.Page, 2, Hour, comparison: (ThresholdComparison)7)));
        Assert.Equal((SloFindingCodes.OutOfRange, "rule 1h/5m"), Definition.Error(builder => builder.BurnRateRule(AlertSeverity.Page, 2, Hour, minimumEvents: -1)));
    }

    [Fact]
    public void Rules_UpTo32_AreAccepted()
    {
        Assert.Equal(32, Definition.Build(builder => Many(builder, 32)).BurnRateRules.Count);
        Assert.Equal((SloFindingCodes.InvalidCount, "rules"), Definition.Error(builder => Many(builder, 33)));

        static SloObjectiveBuilder Many(SloObjectiveBuilder builder, int count) =>
            Enumerable.Range(1, count).Aggregate(builder, (b, i) => b.BurnRateRule(AlertSeverity.Page, i, Hour));
    }

    [Fact]
    public void Rule_OfSlicedBudget_MustBeWholeSlices()
    {
        Assert.Equal((SloFindingCodes.SliceMismatch, "rule 1h/5m"), Definition.Error(builder => builder
            .RatioTimeslices(TimeSpan.FromMinutes(2)).BurnRateRule(AlertSeverity.Page, 2, Hour)));
    }

    [Fact]
    public void DefaultRules_OfSlicedBudget_AreRoundedUpToWholeSlices()
    {
        Assert.Equal(
            ["page at 14.4x over 1h/10m", "page at 6x over 6h/30m", "ticket at 3x over 1d/2h", "ticket at 1x over 3d/6h"],
            Definition.Build(builder => builder.RatioTimeslices(TimeSpan.FromMinutes(10))).BurnRateRules.Select(rule => rule.ToString()));
    }

    [Theory]
    [InlineData("30d", "page at 14.4x over 1h/5m", "page at 6x over 6h/30m", "ticket at 3x over 1d/2h", "ticket at 1x over 3d/6h")]
    [InlineData("28d", "page at 13.44x over 1h/5m", "page at 5.6x over 6h/30m", "ticket at 2.8x over 1d/2h", "ticket at 0.9333x over 3d/6h")]
    [InlineData("7d", "page at 16.8x over 12m/1m", "page at 8.4x over 1h/5m", "ticket at 1x over 1d/2h")]
    [InlineData("90d", "page at 21.6x over 1h/5m", "page at 10.8x over 6h/30m", "ticket at 4.5x over 1d/2h", "ticket at 1x over 9d/18h")]
    [InlineData("14d", "page at 14.4x over 28m/2m", "page at 6x over 2h48m/14m", "ticket at 3x over 11h12m/56m", "ticket at 1x over 1d9h36m/2h48m")]
    [InlineData("1d", "page at 1x over 1d/2h")]
    [InlineData("10m", "page at 1x over 10m/50s")]
    [InlineData("5m", "page at 1x over 5m/25s")]
    [InlineData("1m", "page at 1x over 1m/5s")]
    public void DefaultRules_OfPeriod_AreThePublishedOnes(string period, params string[] rules)
    {
        Assert.True(SloDuration.TryParse(period, out TimeSpan length));

        Assert.Equal(rules, Definition.Build(builder => builder.Rolling(length)).BurnRateRules.Select(rule => rule.ToString()));
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
