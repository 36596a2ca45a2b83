using System.Text.Json;
using Slo.Tests.Definitions;
using Xunit;

namespace Slo.Tests.Diff;

public sealed class DiffVerbTests
{
    private const string Rule14 = """ "Rules": [ { "Severity": "Page", "BurnRate": 14.4, "Long": "1h", "Short": "5m" } ] """;

    [Fact]
    public async Task Difference_BetweenKinds_IsOneOfMeaning()
    {
        using TestFolder folder = new();
        var before = folder.Definitions(""" "a": { "TargetPercent": 99.9, "Period": "28d", "Http": {}, "Service": "shop", "Owner": "shop team" }, "gone": { "TargetPercent": 99 } """);
        var after = folder.Write("after.yaml", OpenSloText.Of("a") + "\n---\n" + OpenSloText.Of("new"));

        ToolRun run = await ToolRun.Of("diff", before, after);
        ToolRun json = await ToolRun.Of("diff", before, after, "--format", "json", "--fail-on", "loosened");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(["a: target loosened: 99.9 % -> 99 %", "gone: removed: gone: 99 % over 30d", "new: added: new: 99 % over 28d"], run.Lines);
        Assert.Equal(1, json.Code);
        using var document = JsonDocument.Parse(json.Output);
        JsonElement first = document.RootElement.GetProperty("differences")[0];
        Assert.Equal(("a", "targetLoosened", "99.9 %", "99 %", true), (
            first.GetProperty("name").GetString(), first.GetProperty("kind").GetString(), first.GetProperty("before").GetString(),
            first.GetProperty("after").GetString(), first.GetProperty("promisesLess").GetBoolean()));
    }

    [Theory]
    [InlineData("0.99", "0.999", "loosened", 0)]
    [InlineData("0.99", "0.999", "any", 1)]
    [InlineData("0.999", "0.99", "loosened", 1)]
    [InlineData("0.999", "0.99", "never", 0)]
    [InlineData("0.99", "0.99", "any", 0)]
    public async Task FailOn_DecidesTheExitCode(string before, string after, string failOn, int code)
    {
        using TestFolder folder = new();

        ToolRun run = await ToolRun.Of(
            "diff", folder.Write("a.yaml", OpenSloText.Of("a", before)), folder.Write("b.yaml", OpenSloText.Of("a", after)), "--fail-on", failOn);

        Assert.Equal(code, run.Code);
    }

    [Theory]
    [InlineData(Rule14, """ "Rules": [ { "Severity": "Page", "BurnRate": 10, "Long": "1h", "Short": "5m" } ] """, 0)]
    [InlineData(""" "Rules": [ { "Severity": "Page", "BurnRate": 10, "Long": "1h", "Short": "5m" } ] """, Rule14, 1)]
    [InlineData(Rule14, Rule14 + """, "Period": "28d" """, 0)]
    [InlineData(""" "Http": { "BadStatusCodes": [ "429" ] } """, """ "Http": { "GoodStatus": [ "200-502", "504-599" ] } """, 1)]
    [InlineData(""" "Http": {} """, """ "Http": {}, "BudgetingMethod": "Timeslices", "TimesliceWindow": "1m", "TimesliceTargetPercent": 50 """, 1)]
    public async Task FailOnLoosened_JudgesRulesIndicatorsAndSlices(string before, string after, int code)
    {
        using TestFolder folder = new();
        string File(string name, string more) => folder.Definitions($$""" "a": { "TargetPercent": 99, {{more}} } """, name);

        ToolRun run = await ToolRun.Of("diff", File("before.json", before), File("after.json", after), "--fail-on", "loosened");

        Assert.True(run.Code == code && !run.Output.Contains("no difference", StringComparison.Ordinal), run.Output + run.Error);
    }

    [Fact]
    public async Task StandardInput_CanBeOneSide()
    {
        using TestFolder folder = new();
        var file = folder.Write("a.yaml", OpenSloText.Of("a"));

        ToolRun run = await ToolRun.Piped(OpenSloText.Of("a", "0.95"), "diff", "-", file);
        ToolRun both = await ToolRun.Of("diff", "-", "-");
        ToolRun absent = await ToolRun.Of("diff", file, folder.PathOf("absent.yaml"));

        Assert.Equal((0, "a: target tightened: 95 % -> 99 %\n"), (run.Code, run.Output));
        Assert.Equal((2, 2), (both.Code, absent.Code));
    }
}
