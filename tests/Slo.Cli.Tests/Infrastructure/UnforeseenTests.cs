using Slo.Tests.Status;
using Xunit;

namespace Slo.Tests.Infrastructure;

/// <summary>What once ended the tool with an exception that nothing caught.</summary>
public sealed class UnforeseenTests
{
    [Theory]
    [InlineData(""" "a\ud800": { "TargetPercent": 99.9 } """)]
    [InlineData(""" "a": { "TargetPercent": 99.9, "Owner": "\udc00" } """)]
    [InlineData(""" "a": { "TargetPercent": 99.9, "Owner": "LATIN" } """)]
    public async Task Settings_WithWhatIsNoText_AreRefusedWithTheirPlace(string objective)
    {
        using TestFolder folder = new();
        var file = folder.PathOf("slo.json");
        var text = "{\"Slo\":{\"Objectives\":{" + objective.Replace("LATIN", "ä", StringComparison.Ordinal) + "}}}";
        await File.WriteAllBytesAsync(file, System.Text.Encoding.Latin1.GetBytes(text), TestContext.Current.CancellationToken);

        ToolRun run = await ToolRun.Of("validate", "-i", file);

        Assert.Equal(1, run.Code);
        Assert.StartsWith($"{file}(1,", run.Error, StringComparison.Ordinal);
        Assert.Contains("error SLO0001: ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check --url http://localhost:1/ --timeout 400d")]
    [InlineData("report --url http://localhost:1/ --watch --interval 60d")]
    public async Task Duration_LongerThanTimersTake_IsAUsageFault(string line)
    {
        Assert.Equal(2, (await ToolRun.Of(line.Split(' '))).Code);
    }

    [Theory]
    [InlineData("1e999")]
    [InlineData("1e300")]
    public async Task Answer_WithHugeNumbers_IsNoCrash(string number)
    {
        using Listener app = new(200, $$"""
            {"slos":[{"name":"a","service":"s","targetRatio":{{number}},"period":{"text":"30d"},"complianceRatio":{{number}},"goodEvents":1,"badEvents":0,
            "errorBudget":{"remainingRatio":{{number}},"burnRate":{{number}}},"rules":[]}]}
            """);
        using Listener prometheus = new(200, $$$"""
            {"data":{"result":[{"metric":{"__name__":"slo:target:ratio","slo_name":"a"},"value":[1,"{{{number}}}"]},
            {"metric":{"__name__":"slo:period:days","slo_name":"a"},"value":[1,"{{{number}}}"]}]}}
            """);

        foreach (var format in (string[])["table", "json", "markdown"])
        {
            foreach (var verb in (string[])["check", "report"])
            {
                Assert.InRange((await ToolRun.Of(verb, "--url", app.Address, "--format", format)).Code, 0, 3);
                Assert.InRange((await ToolRun.Of(verb, "--prometheus", prometheus.Address, "--format", format)).Code, 0, 3);
            }
        }
    }

    [Fact]
    public async Task Fault_OfTheToolItself_Is70AndAsksForAReport()
    {
        ToolRun run = await ToolRun.Of("[suggest:99999999999]", "x");

        Assert.Equal((70, ""), (run.Code, run.Output));
        Assert.StartsWith("slo: error SLO0903: ", run.Error, StringComparison.Ordinal);
    }
}
