using System.Text.Json;
using Slo.Testing;
using Slo.Tests.Definitions;
using Xunit;

namespace Slo.Tests.Generate;

public sealed class GenerateVerbTests
{
    [Theory]
    [InlineData]
    [InlineData("--flavor", "sloth")]
    [InlineData("--naming", "underscores", "--selector", "job=\"shop\"", "--label", "cluster=eu", "--interval", "30s", "--period-interval", "2m", "--scrape-interval", "30s")]
    public async Task Prometheus_AndItsTest_ConvincePromtool(params string[] options)
    {
        Assert.SkipWhen(!ServerProcess.IsInstalled("promtool") && Environment.GetEnvironmentVariable("CI") != "true", "prometheus is not installed; test.sh installs it");
        using TestFolder folder = new();
        var definitions = folder.Write("a.yaml", OpenSloText.Of("a"));

        ToolRun rules = await ToolRun.Of(["generate", "prometheus", "-i", definitions, "-o", folder.PathOf("my.rules.yml"), .. options]);
        ToolRun test = await ToolRun.Of(["generate", "promtool-test", "-i", definitions, "--rule-file", "my.rules.yml", "-o", folder.PathOf("my.test.yml"), .. options]);

        Assert.Equal((0, 0), (rules.Code, test.Code));
        Assert.Contains("SUCCESS", await ServerProcess.RunAsync("promtool", "check", "rules", folder.PathOf("my.rules.yml")), StringComparison.Ordinal);
        Assert.Contains("SUCCESS", await ServerProcess.RunAsync("promtool", "test", "rules", folder.PathOf("my.test.yml")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prometheus_IsWhatTheLibraryWrites()
    {
        using TestFolder folder = new();
        var definitions = folder.Write("a.yaml", OpenSloText.Of("a"));
        IReadOnlyList<SloObjective> objectives = SloDefinitionReader.ReadFiles([definitions]).Objectives;

        ToolRun file = await ToolRun.Of("generate", "prometheus", "-i", definitions, "--no-alerts");
        ToolRun resource = await ToolRun.Of("generate", "prometheus", "-i", definitions, "--resource", "shop", "--namespace", "monitoring", "--no-recordings");
        ToolRun dashboard = await ToolRun.Of("generate", "grafana", "-i", definitions, "--title", "Shop");

        Assert.Equal((0, PrometheusRules.Generate(objectives, new() { Alerts = false }), ""), (file.Code, file.Output, file.Error));
        Assert.Equal(
            PrometheusRules.Generate(objectives, new() { Recordings = false, Format = PrometheusRuleFormat.PrometheusRuleResource, ResourceName = "shop", ResourceNamespace = "monitoring" }),
            resource.Output);
        Assert.Equal(GrafanaDashboard.Generate(objectives, title: "Shop").TrimEnd(), dashboard.Output.TrimEnd());
    }

    [Fact]
    public async Task Losses_AreErrorsUnlessAllowed()
    {
        using TestFolder folder = new();
        var file = folder.Definitions(""" "monthly": { "TargetPercent": 99, "Period": "1M", "Http": {} } """);

        ToolRun refused = await ToolRun.Of("generate", "prometheus", "-i", file);
        ToolRun allowed = await ToolRun.Of("generate", "prometheus", "-i", file, "--allow-loss", "--format", "json");

        Assert.Equal((1, ""), (refused.Code, refused.Output));
        Assert.Contains("error SLO0612: ", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, allowed.Code);
        using var json = JsonDocument.Parse(allowed.Output);
        Assert.NotEqual(0, json.RootElement.GetProperty("losses").GetArrayLength());
    }

    [Theory]
    [InlineData("prometheus", "--label", "cluster")]
    [InlineData("prometheus", "--label", "a=1", "--label", "a=2")]
    [InlineData("prometheus", "--namespace", "monitoring")]
    [InlineData("prometheus", "--flavor", "mine")]
    [InlineData("grafana", "--title", " ")]
    public async Task Options_ThatMakeNoSense_AreUsageFaults(params string[] options)
    {
        using TestFolder folder = new();

        ToolRun run = await ToolRun.Of(["generate", options[0], "-i", folder.Write("a.yaml", OpenSloText.Of("a")), .. options[1..]]);

        Assert.Equal((2, ""), (run.Code, run.Output));
    }

    [Theory]
    [InlineData("prometheus")]
    [InlineData("promtool-test")]
    [InlineData("grafana")]
    [InlineData("prometheus", "--interval", "2h")]
    public async Task Selector_ThatIsNoMatchers_IsAFaultOfTheCommandLine(string document, params string[] options)
    {
        using TestFolder folder = new();

        ToolRun run = await ToolRun.Of(["generate", document, "-i", folder.Write("a.yaml", OpenSloText.Of("a")), "--selector", "job=", .. options]);

        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains("selector 'job=': must be matchers", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_OfWhatIsBelowAVerb_HasExamples()
    {
        ToolRun run = await ToolRun.Of("generate", "prometheus", "--help");

        Assert.Equal(0, run.Code);
        Assert.Contains("  slo generate prometheus -i slo/ -o slo.rules.yml\n", run.Output, StringComparison.Ordinal);
    }
}
