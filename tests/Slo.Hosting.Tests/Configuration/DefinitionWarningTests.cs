using Microsoft.Extensions.Configuration;
using Slo.Hosting.Configuration;
using Xunit;

namespace Slo.Hosting.Tests.Configuration;

public sealed class DefinitionWarningTests
{
    [Fact]
    public void Period_OfOneMinute_WarnsThatAMonthWasMeant() => Assert.Contains(
        "objective 'checkout': Slo:Objectives:checkout:Period '1m': means one minute; for one month write 1M",
        Read(("Period", "1m")).Build().Warnings);

    [Fact]
    public void Period_UnderItsFormerName_IsReadWithAWarning()
    {
        SloObjective objective = Read(("Window", "7d")).Build();

        Assert.Equal(TimeSpan.FromDays(7), objective.Period.Length);
        Assert.Equal(["objective 'checkout': Slo:Objectives:checkout:Window: this key is called Period; rename it"], objective.Warnings);
    }

    [Fact]
    public void Period_UnderBothNames_IsAFault() => Assert.Equal(
        ["objective 'checkout': Slo:Objectives:checkout:Window '7d': cannot be combined with Period; keep Period"],
        Assert.Throws<SloDefinitionException>(() => Read(("Window", "7d"), ("Period", "28d")).Build()).Faults);

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
