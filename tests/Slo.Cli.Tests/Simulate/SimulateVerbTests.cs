using System.Text.Json;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Simulate;

public sealed class SimulateVerbTests
{
    [Theory]
    [InlineData("table", "SimulateTable")]
    [InlineData("json", "SimulateJson")]
    public async Task Simulate_OfATotalOutage_SaysWhatWasApproved(string format, string approved)
    {
        ToolRun run = await ToolRun.Of("simulate", "--target", "99.9", "--duration", "10m", "--format", format);

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Null(Approval.Difference(run.Output, "tests", "Slo.Cli.Tests", "Simulate", approved + ".approved.txt"));
    }

    // Evaluated every second; where an old edge lies inside a slice, a thousandth of its window around it.
    [Theory]
    [InlineData("99.9", "30d", "10", "1h")]
    [InlineData("99.9", "7d", "100", "5m")]
    [InlineData("99.5", "28d", "50", "3h")]
    [InlineData("99", "1h", "30", "20m")]
    public async Task Simulate_BesideTheFormula_AgreesWithinASecondAndASlice(string target, string period, string bad, string duration)
    {
        ToolRun run = await ToolRun.Of("simulate", "--target", target, "--period", period, "--bad-percent", bad, "--duration", duration, "--format", "json");

        using var json = JsonDocument.Parse(run.Output);
        var fired = 0;
        foreach (JsonElement rule in json.RootElement.GetProperty("rules").EnumerateArray())
        {
            JsonElement formula = rule.GetProperty("firesAfterSecondsByFormula");
            if (formula.ValueKind == JsonValueKind.Null || formula.GetDouble() > json.RootElement.GetProperty("durationSeconds").GetDouble())
            {
                Assert.Equal(JsonValueKind.Null, rule.GetProperty("firesAfterSeconds").ValueKind);
                continue;
            }

            fired++;
            AssertNear(rule, "firesAfterSeconds", Seconds(rule, "long") / 1000);
            AssertNear(rule, "resetsAfterSeconds", Seconds(rule, "short") / 1000);
        }

        Assert.NotEqual(0, fired);
    }

    [Fact]
    public async Task Simulate_OfNothingBad_FiresNothing()
    {
        ToolRun run = await ToolRun.Of("simulate", "--target", "99.9", "--bad-percent", "0", "--duration", "1h", "--format", "json");

        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(0, json.RootElement.GetProperty("budgetSpentRatio").GetDouble());
        Assert.All(json.RootElement.GetProperty("rules").EnumerateArray(), rule => Assert.Equal(JsonValueKind.Null, rule.GetProperty("firesAfterSeconds").ValueKind));
    }

    // The Backyards article's outage: five minutes spend 11.57 % of thirty days; a three-day rule without control window fires on for three days.
    [Fact]
    public async Task Simulate_WithoutControlWindow_FiresUntilTheLongWindowIsPast()
    {
        using TestFolder folder = new();
        var file = folder.Definitions(""" "naive": { "TargetPercent": 99.9, "Rules": [ { "Severity": "Ticket", "BurnRate": 1, "Long": "3d", "Short": "3d" } ] } """);

        ToolRun run = await ToolRun.Of("simulate", "--slo", file, "--duration", "5m", "--format", "json");

        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(0.1157, json.RootElement.GetProperty("budgetSpentRatio").GetDouble(), 0.0001);
        Assert.InRange(Seconds(json.RootElement.GetProperty("rules")[0].GetProperty("resetsAfterSeconds")), (3 * 86400) - 600, 3 * 86400);
    }

    private static void AssertNear(JsonElement rule, string member, double slack)
    {
        var formula = Seconds(rule.GetProperty(member + "ByFormula"));
        Assert.InRange(Seconds(rule.GetProperty(member)), formula - slack - 1, formula + slack + 1);
    }

    private static double Seconds(JsonElement value) => value.GetDouble();

    private static double Seconds(JsonElement rule, string window) =>
        SloDuration.TryParse(rule.GetProperty(window).GetString(), out TimeSpan length) ? length.TotalSeconds : throw new FormatException(window);
}
