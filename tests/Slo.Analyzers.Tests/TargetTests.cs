using Xunit;

namespace Slo.Analyzers.Tests;

public sealed class TargetTests
{
    [Theory]
    [InlineData("TargetPercent(0.999m)", "TargetPercent(0.999): looks like a ratio; write TargetPercent(99.9m), or TargetRatio(0.999m)")]
    [InlineData("TargetPercent(0.5m)", "TargetPercent(0.5): looks like a ratio; write TargetPercent(50), or TargetRatio(0.5m)")]
    [InlineData("TargetRatio(99.9m)", "TargetRatio(99.9): looks like a percentage; write TargetPercent(99.9m), or TargetRatio(0.999m)")]
    [InlineData("TargetRatio(99)", "TargetRatio(99): looks like a percentage; write TargetPercent(99), or TargetRatio(0.99m)")]
    [InlineData("TargetPercent(100)", "TargetPercent(100): leaves no error budget, so no burn rate exists; write for example TargetPercent(99.99m)")]
    [InlineData("TargetRatio(1.0m)", "TargetRatio(1): leaves no error budget, so no burn rate exists; write for example TargetPercent(99.99m)")]
    [InlineData("TargetRatio(100)", "TargetRatio(100): leaves no error budget, so no burn rate exists; write for example TargetPercent(99.99m)")]
    [InlineData("TargetPercent(999)", "TargetPercent(999): must be at least 0 and below 100 %; write for example TargetPercent(99.9m)")]
    [InlineData("TargetRatio(-0.1m)", "TargetRatio(-0.1): must be at least 0 and below 100 %; write for example TargetPercent(99.9m)")]
    public async Task ConstantTarget_ThatTheBuilderRefuses_IsReported(string call, string message)
    {
        var marked = call.Replace("(", "([|", StringComparison.Ordinal).Replace(")", "|])", StringComparison.Ordinal);

        await Verify.ReportsAsync("SLO001", $"new Slo.SloObjectiveBuilder(\"a\").{marked};", message);

        // The rule and the builder agree: what is reported would not start.
        Assert.ThrowsAny<SloDefinitionException>(() => Build(call));
    }

    [Theory]
    [InlineData("TargetPercent(99.9m)")]
    [InlineData("TargetPercent(0)")]
    [InlineData("TargetPercent(1)")]
    [InlineData("TargetPercent(99.999999m)")]
    [InlineData("TargetRatio(0.999m)")]
    [InlineData("TargetRatio(0)")]
    [InlineData("TargetRatio(0.5m)")]
    public async Task ConstantTarget_ThatTheBuilderTakes_IsNot(string call)
    {
        await Verify.SilentAsync($"new Slo.SloObjectiveBuilder(\"a\").{call};");

        Assert.Equal("a", Build(call).Name);
    }

    [Fact]
    public Task Target_NamedConstant_IsFollowed() => Verify.ReportsAsync(
        "SLO001",
        """
        const decimal Target = 0.99m;
        new Slo.SloObjectiveBuilder("a").TargetPercent([|Target|]);
        """,
        "TargetPercent(0.99): looks like a ratio; write TargetPercent(99), or TargetRatio(0.99m)");

    [Fact]
    public Task Target_ThatIsNotConstant_IsLeftToTheBuilder() => Verify.SilentAsync(
        """
        decimal target = 0.99m;
        new Slo.SloObjectiveBuilder("a").TargetPercent(target);
        """);

    [Fact]
    public Task TargetPercent_OfAnotherType_IsNotOurs() => Verify.SilentAsync(
        """
        new Other().TargetPercent(0.5m);
        class Other { public void TargetPercent(decimal percent) => _ = percent; }
        """);

    private static SloObjective Build(string call)
    {
        var value = decimal.Parse(call.Split('(', ')')[1].TrimEnd('m'), System.Globalization.CultureInfo.InvariantCulture);
        SloObjectiveBuilder builder = new("a");
        return (call.StartsWith("TargetPercent", StringComparison.Ordinal) ? builder.TargetPercent(value) : builder.TargetRatio(value)).Build();
    }
}
