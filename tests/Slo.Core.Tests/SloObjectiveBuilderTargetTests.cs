using Xunit;

namespace Slo.Tests;

public sealed class SloObjectiveBuilderTargetTests
{
    private const string NoBudget = ": leaves no error budget, so no burn rate exists; write for example 99.99 % (0.9999)";
    private const string Range = ": must be at least 0 and below 100 % (below 1 as a ratio), for example 99.9 % (0.999)";

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
        Assert.Equal([$"objective 'x': target {percent} %{rule}"], Definition.Faults(builder => builder.TargetPercent(Number(percent))));
    }

    [Theory]
    [InlineData("1", NoBudget)]
    [InlineData("0.9999999999999999999", NoBudget)]
    [InlineData("0.9999999999991", NoBudget)]
    [InlineData("100", Range)]
    [InlineData("-0.001", Range)]
    public void TargetRatio_OutOfRange_IsRefused(string ratio, string rule)
    {
        Assert.Equal([$"objective 'x': target ratio {ratio}{rule}"], Definition.Faults(builder => builder.TargetRatio(Number(ratio))));
    }

    [Theory]
    [InlineData("0.999", "99.9")]
    [InlineData("0.5", "50")]
    public void TargetPercent_GivenAsRatio_AsksForThePercentage(string percent, string meant)
    {
        Assert.Equal(
            [$"objective 'x': target {percent} %: this looks like a ratio; did you mean {meant} %? (for a ratio write TargetRatio)"],
            Definition.Faults(builder => builder.TargetPercent(Number(percent))));
    }

    [Theory]
    [InlineData("99.9", "0.999")]
    [InlineData("1.5", "0.015")]
    public void TargetRatio_GivenAsPercentage_AsksForTheRatio(string ratio, string meant)
    {
        Assert.Equal(
            [$"objective 'x': target ratio {ratio}: this looks like a percentage; did you mean {meant}? (for a percentage write TargetPercent)"],
            Definition.Faults(builder => builder.TargetRatio(Number(ratio))));
    }

    [Fact]
    public void Target_NotGiven_IsRefused()
    {
        Assert.Equal(["objective 'x': target: none is given; write TargetPercent, for example 99.9"], Definition.Faults(builder => builder));
    }

    [Fact]
    public void Target_OfZero_IsBuiltWithAWarning()
    {
        SloObjective objective = new SloObjectiveBuilder("x").TargetPercent(0).Build();

        Assert.Equal(["objective 'x': target 0 %: every event may be bad, so no rule can ever hold"], objective.Warnings);
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
        Assert.Equal(
            ["objective 'x': rule 'page at 14.4x over 1h/5m': can never hold, because with a target of 90 % no burn rate exceeds 10; declare rules that fit the target"],
            Definition.InEveryCulture(() => new SloObjectiveBuilder("x").TargetPercent(90).Build().Warnings));
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void Target_DeclaredAgain_TakesTheFaultOfTheFirstWithIt()
    {
        SloObjectiveBuilder builder = new SloObjectiveBuilder("a").TargetPercent(100).TargetRatio(99).TargetPercent(99);

        Assert.Equal(0.99m, builder.Build().TargetRatio);
        Assert.Equal(
            ["objective 'a': target -1 %: must be at least 0 and below 100 % (below 1 as a ratio), for example 99.9 % (0.999)"],
            Assert.Throws<SloDefinitionException>(() => builder.TargetPercent(-1).Build()).Faults);
    }

    [Theory]
    [InlineData(true, new[] { "objective 'a': x" })]
    [InlineData(false, new[] { "objective 'a': x", "objective 'a': target: none is given; write TargetPercent, for example 99.9" })]
    public void Target_ThatCannotBeRead_IsNotAlsoMissing(bool isOfTarget, string[] expected) => Assert.Equal(
        expected, Assert.Throws<SloDefinitionException>(() => new SloObjectiveBuilder("a").Fault("x", isOfTarget).Build()).Faults);
}
