using System.Text.Json;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Calc;

public sealed class CalcVerbTests
{
    [Theory]
    [InlineData("table", "CalcTable")]
    [InlineData("json", "CalcJson")]
    public async Task Calc_OfEventsAndARate_SaysWhatWasApproved(string format, string approved)
    {
        ToolRun run = await ToolRun.Of("calc", "--target", "99.9", "--total", "1200000", "--bad", "340", "--bad-percent", "2", "--format", format);

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Null(Approval.Difference(run.Output, "tests", "Slo.Cli.Tests", "Calc", approved + ".approved.txt"));
    }

    [Theory]
    [InlineData("--target 99.9", "burnRate", null)]
    [InlineData("--target 99.9", "exhaustionSeconds", null)]
    [InlineData("--target 99.9", "outageSeconds", 2592.0)]
    [InlineData("--target 99.9 --total 0 --bad 0", "errorBudgetRemainingRatio", null)]
    [InlineData("--target 99.9 --total 1000 --bad 1", "errorBudgetRemainingRatio", 0.0)]
    [InlineData("--target 99.9 --total 1000 --bad 1", "exhaustionSeconds", 0.0)]
    [InlineData("--target 99.9 --total 1000 --bad 3", "errorBudgetRemainingRatio", -2.0)]
    [InlineData("--target 99.9 --total 1000 --bad 0", "exhaustionSeconds", null)]
    [InlineData("--target 99.9 --bad-percent 100", "burnRate", 1000.0)]
    [InlineData("--target 99.9 --bad-percent 100", "exhaustionSeconds", 2592.0)]
    [InlineData("--target 99 --period 7d --bad-percent 2", "exhaustionSeconds", 302400.0)]
    [InlineData("--target 99 --bad-percent 1", "exhaustionSeconds", 2592000.0)]
    [InlineData("--target 99 --bad-percent 0.95", "exhaustionSeconds", null)]
    [InlineData("--target 99 --total 1000 --bad 5 --bad-percent 0.95", "exhaustionSeconds", 1364211.0)]
    public async Task Calc_OfEdges_GivesTheNumberOrNull(string arguments, string member, double? expected)
    {
        ToolRun run = await ToolRun.Of(["calc", .. arguments.Split(' '), "--format", "json"]);

        using var json = JsonDocument.Parse(run.Output);
        JsonElement value = json.RootElement.GetProperty(member);
        Assert.Equal(expected, value.ValueKind == JsonValueKind.Null ? null : value.GetDouble());
    }

    [Fact]
    public async Task Calc_WithHoldsAndSlices_IncludesThem()
    {
        using TestFolder folder = new();
        var file = folder.Definitions("""
            "ts": { "TargetPercent": 99, "Period": "7d", "BudgetingMethod": "Timeslices", "TimesliceWindow": "1m", "TimesliceTargetPercent": 95,
              "Rules": [ { "Severity": "Page", "BurnRate": 2, "Long": "1h", "Short": "5m", "Hold": "30s", "KeepFiring": "2m" } ] }
            """);

        ToolRun run = await ToolRun.Of("calc", "--slo", file, "--bad-percent", "5", "--format", "json");

        using var json = JsonDocument.Parse(run.Output);
        JsonElement rule = json.RootElement.GetProperty("rules")[0];
        Assert.Equal((150, 420), (rule.GetProperty("outageFiresAfterSeconds").GetDouble(), rule.GetProperty("outageResetsAfterSeconds").GetDouble()));
        Assert.Equal(JsonValueKind.Null, rule.GetProperty("firesAfterSeconds").ValueKind);
    }

    [Fact]
    public async Task Calc_OfAnObjectiveOfAFile_TakesItsRules()
    {
        using TestFolder folder = new();
        var file = folder.Definitions(""" "week": { "TargetPercent": 99, "Period": "7d" } """);

        ToolRun run = await ToolRun.Of("calc", "--slo", file);

        Assert.Contains("page at 16.8x over 12m/1m", run.Output, StringComparison.Ordinal);
    }
}
