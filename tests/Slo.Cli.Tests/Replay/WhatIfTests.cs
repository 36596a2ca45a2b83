using Slo.Cli.Definitions;
using Slo.Cli.Replay;
using Xunit;

namespace Slo.Tests.Replay;

/// <summary>What-if gives the same objective as editing the file.</summary>
public sealed class WhatIfTests
{
    [Theory]
    [InlineData(""" "ErrorPercent": 1, "Window": "10m" """)]
    [InlineData(""" "BudgetPercent": 2, "Long": "1h" """)]
    [InlineData(""" "BurnRate": 14.4, "Long": "1h", "Short": "10m" """)]
    [InlineData(""" "SilenceAfter": "10m" """)]
    public void Target_OfAnyRule_IsTheSameAsEditingTheFile(string rule)
    {
        SloObjective edited = Read(99, rule);

        SloObjective whatIf = WhatIf.Apply("target=99", Read(99.9m, rule));

        Assert.Equal(edited.Definition, whatIf.Definition);
        Assert.Equal(edited.Rules, whatIf.Rules);
    }

    [Fact]
    public async Task Target_OfAThresholdRule_KeepsItsRatio()
    {
        using TestFolder folder = new();

        // Two hours in which 2 % are bad for ten minutes and more: at a ratio of 1 % the rule pages, whatever the target.
        var trace = "timestamp,good,total\n" + string.Concat(Enumerable.Range(0, 120).Select(i => $"{MadeTrace.Start + (i * 60)},{(i < 100 ? 100 : 98)},100\n"));
        ToolRun run = await ToolRun.Of(
            "replay", "--slo", folder.Definitions(""" "b": { "TargetPercent": 99.9, "Rules": [ { "ErrorPercent": 1, "Window": "10m" } ] } """),
            "--trace", folder.Write("t.csv", trace), "--what-if", "target=99");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("target=99: 1 page instead of 1", run.Output, StringComparison.Ordinal);
    }

    private static SloObjective Read(decimal percent, string rule)
    {
        using TestFolder folder = new();
        return DefinitionFile.Read(folder.Definitions(FormattableString.Invariant($$""" "b": { "TargetPercent": {{percent}}, "Rules": [ { {{rule}} } ] } """)), null);
    }
}
