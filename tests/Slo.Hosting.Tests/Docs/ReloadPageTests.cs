using Slo.Hosting.Configuration;
using Xunit;

namespace Slo.Hosting.Tests.Docs;

/// <summary>What docs/operations.md and docs/metrics.md say of reloading, against the code.</summary>
public sealed class ReloadPageTests
{
    [Theory]
    [InlineData("| a change is left to settle", "Settling")]
    [InlineData("| and at most", "Patience")]
    [InlineData("| files are polled", "Interval")]
    public void Operations_Times_AreThoseOfTheCode(string row, string field)
    {
        TimeSpan value = field switch
        {
            "Settling" => SloReloader.Settling,
            "Patience" => SloReloader.Patience,
            _ => ConfigurationFiles.Interval,
        };

        Assert.Equal(SloDuration.Format(value), Line("operations.md", row).Split('|')[2].Trim());
    }

    [Fact]
    public void Metrics_RejectionsRow_IsTheInstrumentOfTheCode() => Assert.Equal(
        "| `slo.config.rejections` | Counter | `{rejection}` | | before the first | `slo_config_rejections_total` |",
        Line("metrics.md", "| `slo.config.rejections`"));

    private static string Line(string page, string start) =>
        DocFiles.Read(page).Split('\n').Single(line => line.StartsWith(start, StringComparison.Ordinal));
}
