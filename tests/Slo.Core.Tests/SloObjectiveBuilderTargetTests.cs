using Xunit;

namespace Slo.Tests;

public sealed class SloObjectiveBuilderTargetTests
{
    private const string NoBudget = ": leaves no error budget";
    private const string Range = ": must be at least 0";

    [Theory]
    [InlineData("0", "0")]
    [InlineData("1", "0.01")]
    [InlineData("99.9", "0.999")]
    [InlineData("99.95", "0.9995")]
    [InlineData("99.9999999999", "0.999999999999")]
    public void TargetPercent_InRange_IsTheRatio(string percent, string ratio)
    {
        Assert.Equal(Number(ratio), Definition.InEveryCulture(() => new SloObjectiveBuilder("x").TargetPercent(Number(percent)).NoRules().Build().TargetRatio));
        Assert.Equal(Number(ratio), Definition.InEveryCulture(() => new SloObjectiveBuilder("x").TargetRatio(Number(ratio)).NoRules().Build().TargetRatio));
    }

    [Theory]
    [InlineData("100", NoBudget)]
    [InlineData("99.99999999991", NoBudget)]
    [InlineData("99.99999999999999999999", NoBudget)]
    [InlineData("100.1", Range)]
    [InlineData("-0.0000001", Range)]
    [InlineData("-99.9", Range)]
    [InlineData("79228162514264337593543950335", Range)]
    public void TargetPercent_OutOfRange_IsRefused(string percent, string rule)
    {
        AssertTarget($"target {percent} %{rule}", builder => builder.TargetPercent(Number(percent)));
    }

    [Theory]
    [InlineData("1", NoBudget)]
    [InlineData("0.9999999999999999999", NoBudget)]
    [InlineData("0.9999999999991", NoBudget)]
    [InlineData("100", Range)]
    [InlineData("-0.001", Range)]
    public void TargetRatio_OutOfRange_IsRefused(string ratio, string rule)
    {
        AssertTarget($"target ratio {ratio}{rule}", builder => builder.TargetRatio(Number(ratio)));
    }

    [Theory]
    [InlineData("0.999", "99.9")]
    [InlineData("0.5", "50")]
    public void TargetPercent_GivenAsRatio_AsksForThePercentage(string percent, string meant)
    {
        AssertTarget($"mean {meant} %?", builder => builder.TargetPercent(Number(percent)));
    }

    [Theory]
    [InlineData("99.9", "0.999")]
    [InlineData("1.5", "0.015")]
    public void TargetRatio_GivenAsPercentage_AsksForTheRatio(string ratio, string meant)
    {
        AssertTarget($"mean {meant}?", builder => builder.TargetRatio(Number(ratio)));
    }

    [Fact]
    public void Target_NotGiven_IsRefused()
    {
        SloFinding error = Assert.Single(Definition.Errors(builder => builder));

        Assert.Equal((SloFindingCodes.Missing, "target"), (error.Code, error.Path));
    }

    [Fact]
    public void Target_OfZero_IsBuiltWithAWarning()
    {
        SloObjective objective = new SloObjectiveBuilder("x").TargetPercent(0).Build();

        SloFinding warning = Assert.Single(objective.Warnings);
        Assert.Equal(
            (SloFindingSeverity.Warning, SloFindingCodes.ZeroTarget, "x", "target"),
            (warning.Severity, warning.Code, warning.Objective, warning.Path));
    }

    [Fact]
    public void Target_GivenTwice_IsTheLast()
    {
        Assert.Equal(0.99m, new SloObjectiveBuilder("x").TargetPercent(99.9m).TargetRatio(0.99m).Build().TargetRatio);
    }

    [Fact]
    public void Target_OutOfReachOfDefaultRules_IsBuiltWithAWarningARule()
    {
        SloObjective objective = new SloObjectiveBuilder("x").TargetPercent(90).Build();

        Assert.Equal(4, objective.BurnRateRules.Count);
        SloFinding warning = Assert.Single(Definition.InEveryCulture(() => new SloObjectiveBuilder("x").TargetPercent(90).Build().Warnings));
        Assert.Equal(
            (SloFindingSeverity.Warning, SloFindingCodes.UnreachableDefaultRule, "rule 'page at 14.4x over 1h/5m'"),
            (warning.Severity, warning.Code, warning.Path));
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void Target_DeclaredAgain_TakesTheErrorOfTheFirstWithIt()
    {
        SloObjectiveBuilder builder = new SloObjectiveBuilder("a").TargetPercent(100).TargetRatio(99).TargetPercent(99);

        Assert.Equal(0.99m, builder.Build().TargetRatio);
        SloFinding error = Assert.Single(Assert.Throws<SloDefinitionException>(() => builder.TargetPercent(-1).Build()).Findings);
        Assert.Equal(SloFindingCodes.InvalidTarget, error.Code);
        Assert.Contains("-1 %", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, new[] { "X1" })]
    [InlineData(false, new[] { "X1", SloFindingCodes.Missing })]
    public void Target_ThatCannotBeRead_IsNotAlsoMissing(bool isOfTarget, string[] codes) => Assert.Equal(
        codes,
        Assert.Throws<SloDefinitionException>(() => new SloObjectiveBuilder("a").AddFinding(SloFinding.Error("X1", "x"), isOfTarget).Build())
            .Findings.Select(error => error.Code));

    private static void AssertTarget(string value, Func<SloObjectiveBuilder, SloObjectiveBuilder> declare)
    {
        SloFinding error = Assert.Single(Definition.Errors(declare));
        Assert.Equal((SloFindingCodes.InvalidTarget, "target", "x"), (error.Code, error.Path, error.Objective));
        Assert.Contains(value, error.Message, StringComparison.Ordinal);
    }
}
