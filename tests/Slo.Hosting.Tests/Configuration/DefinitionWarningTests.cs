using Microsoft.Extensions.Configuration;
using Xunit;

namespace Slo.Hosting.Tests.Configuration;

public sealed class DefinitionWarningTests
{
    [Fact]
    public void Window_OfOneMinute_WarnsThatAMonthWasMeant()
    {
        SloOptions options = new();
        IConfiguration section = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Slo:Objectives:checkout:TargetPercent"] = "99",
            ["Slo:Objectives:checkout:Period"] = "1m",
        }).Build().GetSection("Slo");
        Slo.Hosting.Configuration.SloConfigurationReader.Read(section, options);

        Assert.Contains(
            "objective 'checkout': Slo:Objectives:checkout:Period '1m': means one minute; for one month write 1M",
            Assert.Single(options.Objectives).Build().Warnings);
    }
}
