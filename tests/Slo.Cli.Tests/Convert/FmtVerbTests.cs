using Slo.Tests.Definitions;
using Xunit;

namespace Slo.Tests.Convert;

public sealed class FmtVerbTests
{
    [Fact]
    public async Task Print_IsTheSameTextForTheSameMeaning()
    {
        using TestFolder folder = new();
        var text = OpenSloText.Of("a");
        var reordered = "# About a.\n" + text.Replace("apiVersion: openslo/v1\nkind: SLO\n", "kind: 'SLO'\napiVersion: \"openslo/v1\"\n", StringComparison.Ordinal);

        ToolRun one = await ToolRun.Of("fmt", "-i", folder.Write("a.yaml", text));
        ToolRun other = await ToolRun.Of("fmt", "-i", folder.Write("b.yaml", reordered));
        ToolRun again = await ToolRun.Of("fmt", "-i", folder.Write("c.yaml", one.Output));

        Assert.Equal((0, ""), (one.Code, one.Error));
        Assert.Equal((one.Code, one.Output, one.Error), (other.Code, other.Output, other.Error));
        Assert.Equal(one, again);
    }

    [Fact]
    public async Task Check_ListsFilesThatAreNotCanonical()
    {
        using TestFolder folder = new();
        ToolRun canonical = await ToolRun.Of("fmt", "-i", folder.Write("source.yaml", OpenSloText.Of("a")));
        var good = folder.Write("good.yaml", canonical.Output);
        var bad = folder.Write("bad.yaml", canonical.Output.Replace("target: 0.99", "target:   0.990", StringComparison.Ordinal));

        ToolRun both = await ToolRun.Of("fmt", "--check", "-i", good, "-i", bad);
        ToolRun one = await ToolRun.Of("fmt", "--check", "-i", good);

        Assert.Equal((1, bad + "\n"), (both.Code, both.Output));
        Assert.Equal((0, ""), (one.Code, one.Output));
    }

    [Fact]
    public async Task Write_KeepsCommentsUnlessToldOtherwise()
    {
        using TestFolder folder = new();
        var text = "# Why this is so.\n" + OpenSloText.Of("a");
        var file = folder.Write("a.yaml", text);

        ToolRun refused = await ToolRun.Of("fmt", "--write", "-i", file);
        var kept = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        ToolRun allowed = await ToolRun.Of("fmt", "--write", "--allow-loss", "-i", file);
        var written = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);

        Assert.Equal((1, text), (refused.Code, kept));
        Assert.Contains($"{file}(1,1): error SLO0603: comments", refused.Error, StringComparison.Ordinal);
        Assert.Equal((0, false), (allowed.Code, written.Contains('#', StringComparison.Ordinal)));
        Assert.Equal(0, (await ToolRun.Of("fmt", "--check", "-i", file)).Code);
    }

    [Theory]
    [InlineData("--write", "--check")]
    [InlineData("--write", "-i", "absent.yaml")]
    [InlineData("-i", "b.yaml")]
    public async Task CommandLine_ThatMakesNoSense_IsAUsageFault(params string[] more)
    {
        using TestFolder folder = new();

        ToolRun run = await ToolRun.Of(["fmt", "-i", folder.Write("a.yaml", OpenSloText.Of("a")), .. more]);

        Assert.Equal((2, ""), (run.Code, run.Output));
    }

    [Fact]
    public async Task Settings_AreLeftAlone()
    {
        using TestFolder folder = new();

        ToolRun run = await ToolRun.Of("fmt", "-i", folder.Definitions(""" "a": { "TargetPercent": 99 } """));

        Assert.Equal((2, ""), (run.Code, run.Output));
    }
}
