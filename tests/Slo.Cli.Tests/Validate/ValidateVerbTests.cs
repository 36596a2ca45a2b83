using System.Text.Json;
using Slo.Testing;
using Slo.Tests.Definitions;
using Xunit;

namespace Slo.Tests.Validate;

public sealed class ValidateVerbTests
{
    [Fact]
    public async Task Findings_OfSeveralFiles_AreAsApproved()
    {
        using TestFolder folder = new();
        folder.Write("a.yaml", OpenSloText.Of("fine"));
        folder.Write("b.yaml", OpenSloText.Of("wrong", target: "99.9", more: "  tagret: 1"));
        folder.Definitions("""
              "late": { "TargetPercent": 99, "FasterThan": "10s", "Annotations": { "slo.dev/client-timeout": "5s" } },
              "typo": { "TargetPercent": 99, "Shrot": 1 }
            """, "c.json");

        ToolRun text = await ToolRun.Of("validate", "-i", folder.PathOf(""));
        ToolRun json = await ToolRun.Of("validate", "--strict", "-i", folder.PathOf(""), "--format", "json");

        Assert.Equal((1, 1), (text.Code, json.Code));
        Assert.Equal("", json.Error);
        Assert.Null(Approval.Difference(
            (text.Error + text.Output + json.Output).Replace(folder.PathOf(""), "", StringComparison.Ordinal), "tests", "Slo.Cli.Tests", "Validate", "Findings.approved.txt"));
    }

    [Fact]
    public async Task UnknownField_IsAWarningUnlessStrict()
    {
        using TestFolder folder = new();
        var file = folder.Write("a.yaml", OpenSloText.Of("a", more: "  color: red"));

        ToolRun lenient = await ToolRun.Of("validate", "-i", file);
        ToolRun strict = await ToolRun.Of("validate", "-i", file, "--strict");
        ToolRun warnings = await ToolRun.Of("validate", "-i", file, "--warnings-as-errors");

        Assert.Equal((0, 1, 1), (lenient.Code, strict.Code, warnings.Code));
        Assert.Contains($"{file}(", lenient.Error, StringComparison.Ordinal);
        Assert.Contains("): warning SLO0110: ", lenient.Error, StringComparison.Ordinal);
        Assert.Contains("): error SLO0110: ", strict.Error, StringComparison.Ordinal);
        Assert.Equal("1 objective, 0 errors, 1 warning\n", lenient.Output);
    }

    // Each of its objectives can be evaluated, but not their weighted sum, which is what the document asks for.
    [Fact]
    public async Task Composite_IsAWarningUnlessStrict()
    {
        const string Sli = "ratioMetric: { counter: true, bad: { metricSource: { type: manual, spec: { recorded: orders } } }, total: { metricSource: { type: manual, spec: { recorded: orders } } } }";
        using TestFolder folder = new();
        var file = folder.Write("a.yaml", $$"""
            apiVersion: openslo/v1
            kind: SLO
            metadata: { name: journey, annotations: { slo.dev/owner: shop team } }
            spec:
              service: shop
              timeWindow: [ { duration: 28d, isRolling: true } ]
              budgetingMethod: Occurrences
              objectives:
                - { displayName: Search, target: 0.99, compositeWeight: 2, indicator: { metadata: { name: search }, spec: { {{Sli}} } } }
                - { displayName: Pay, target: 0.9, indicator: { metadata: { name: pay }, spec: { {{Sli}} } } }
            """);

        ToolRun lenient = await ToolRun.Of("validate", "-i", file);
        ToolRun strict = await ToolRun.Of("validate", "-i", file, "--strict");

        Assert.Equal((0, 1), (lenient.Code, strict.Code));
        Assert.Contains(": warning SLO0311: ", lenient.Error, StringComparison.Ordinal);
        Assert.Contains(": error SLO0311: ", strict.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lint_WarnsOfWhatWillDisappoint()
    {
        using TestFolder folder = new();

        ToolRun run = await ToolRun.Of("validate", "-i", folder.Definitions(""" "a": { "TargetPercent": 99 } """));

        Assert.Equal(0, run.Code);
        Assert.Contains("warning SLO0705: objective 'a': has no owner", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("absent.yaml")]
    [InlineData("absent.json")]
    [InlineData("absent/*.yaml")]
    public async Task FileThatIsNotThere_IsAUsageFault(string name)
    {
        using TestFolder folder = new();

        ToolRun run = await ToolRun.Of("validate", "-i", folder.PathOf(name), "--format", "json");

        Assert.Equal(2, run.Code);
        using var json = JsonDocument.Parse(run.Output);
        Assert.False(json.RootElement.GetProperty("valid").GetBoolean());
    }

    [Fact]
    public async Task Process_OfStandardInput_ReadsEveryKind()
    {
        ToolRun yaml = await ToolRun.Piped(OpenSloText.Of("a"), "validate", "--strict", "-i", "-");
        ToolRun json = await ToolRun.Piped("""{ "Slo": { "Objectives": { "a": { "TargetPercent": 101 } } } }""", "validate", "-i", "-");

        Assert.Equal((0, "1 objective, 0 errors, 0 warnings\n", ""), (yaml.Code, yaml.Output, yaml.Error));
        Assert.Equal((1, true), (json.Code, json.Error.StartsWith("-(1,28): error SLO0119: objective 'a': target 101 %", StringComparison.Ordinal)));
    }
}
