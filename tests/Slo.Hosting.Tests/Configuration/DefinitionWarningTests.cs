using Microsoft.Extensions.Configuration;
using Slo.Hosting.Configuration;
using Xunit;

namespace Slo.Hosting.Tests.Configuration;

public sealed class DefinitionWarningTests
{
    [Fact]
    public void Period_OfOneMinute_WarnsThatAMonthWasMeant() => Assert.Contains(
        Read(("Period", "1m")).Build().Warnings,
        warning => warning is { Code: SloFindingCodes.OneMinute, Objective: "checkout", Path: "Slo:Objectives:checkout:Period" });

    [Fact]
    public void Period_UnderItsFormerName_IsReadWithAWarning()
    {
        SloObjective objective = Read(("Window", "7d")).Build();

        Assert.Equal(TimeSpan.FromDays(7), objective.Period.Length);
        SloFinding warning = Assert.Single(objective.Warnings);
        Assert.Equal((SloFindingCodes.FormerKey, "Slo:Objectives:checkout:Window"), (warning.Code, warning.Path));
    }

    [Fact]
    public void Period_UnderBothNames_IsAnError()
    {
        SloFinding error = Assert.Single(
            Assert.Throws<SloDefinitionException>(() => Read(("Window", "7d"), ("Period", "28d")).Build()).Findings);

        Assert.Equal((SloFindingCodes.Exclusive, "Slo:Objectives:checkout:Window"), (error.Code, error.Path));
    }

    private static SloObjectiveBuilder Read(params (string Key, string Value)[] keys)
    {
        SloOptions options = new();
        IConfiguration section = new ConfigurationBuilder().AddInMemoryCollection(
            keys.Append(("TargetPercent", "99")).Select(key => KeyValuePair.Create($"Slo:Objectives:checkout:{key.Item1}", (string?)key.Item2)))
            .Build().GetSection("Slo");
        SloConfigurationReader.Read(section, options);
        return Assert.Single(options.Objectives);
    }
}
